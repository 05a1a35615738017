import type { z } from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { Heard } from "@/lib/nats/gather";
import type { ServerAnswers, ServersAsked } from "@/lib/nats/servers";
import { healthz, jsz, varz } from "@/lib/nats/servers-wire";
import { fetchMonitoring, type MonitoringOptions } from "./fetch";
import { describeMonitoringError } from "./monitoring-error";
import type { MonitoringPath } from "./question";

/** How one server is asked over its monitoring URL. */
export type FetchServersOptions = MonitoringOptions &
  Pick<ServersAsked, "withHealth" | "withStored" | "nowMs">;

/** The figures of the one server that a monitoring URL belongs to, in the shape of what all answer over NATS. */
export async function fetchServers(
  base: string,
  { withHealth, withStored, nowMs, ...options }: FetchServersOptions,
): Promise<ServerAnswers> {
  const ask = <T>(path: MonitoringPath, schema: z.ZodType<T>) =>
    fetchOne(base, path, schema, nowMs, options);
  const [figures, stored, health] = await Promise.all([
    ask("varz", varz),
    withStored ? ask("jsz", jsz) : undefined,
    withHealth ? ask("healthz", healthz) : undefined,
  ]);
  const [id = ""] = figures.ok ? figures.value.map(({ value }) => value.server_id) : [];
  return {
    varz: figures,
    jsz: stored,
    health: health?.ok
      ? { ok: true, value: health.value.map(({ value }) => ({ id, value })) }
      : health,
  };
}

async function fetchOne<T>(
  base: string,
  path: MonitoringPath,
  schema: z.ZodType<T>,
  nowMs: () => number,
  options: MonitoringOptions,
): Promise<Reading<Heard<T>[]>> {
  const sentMs = nowMs();
  const answer = await fetchMonitoring(base, { path }, options);
  if (!answer.ok) return refuse(describeMonitoringError(answer.error));
  const parsed = schema.safeParse(answer.value);
  if (!parsed.success) return refuse(`/${path} did not answer as a NATS server does`);
  return { ok: true, value: [{ value: parsed.data, sentMs, heardMs: nowMs() }] };
}

function refuse(why: string): { ok: false; error: AppError } {
  const detail = `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
  return {
    ok: false,
    error: { kind: "console", title: "The monitoring URL gave no figures of the server", detail },
  };
}
