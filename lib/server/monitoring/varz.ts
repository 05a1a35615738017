import { z } from "zod";
import { time } from "@/lib/nats/wire";
import { fetchMonitoring, type MonitoringOptions } from "./fetch";
import type { MonitoringError } from "./monitoring-error";

const varzSchema = z.object({
  server_id: z.string(),
  server_name: z.string().default(""),
  version: z.string(),
  now: time,
  cluster: z.object({ name: z.string().optional() }).optional(),
});

/** Who answers on a monitoring URL, and what its clock says. */
export type MonitoredServer = {
  id: string;
  name: string;
  version: string;
  cluster: string | undefined;
  nowMs: number | undefined;
};

/** Asks a monitoring URL which server it belongs to. */
export async function fetchMonitoredServer(
  base: string,
  options: MonitoringOptions,
): Promise<{ ok: true; server: MonitoredServer } | { ok: false; error: MonitoringError }> {
  const answer = await fetchMonitoring(base, { path: "varz" }, options);
  if (!answer.ok) return answer;
  const parsed = varzSchema.safeParse(answer.value);
  if (!parsed.success) {
    return { ok: false, error: { kind: "not-json", got: "JSON that is not a NATS server's" } };
  }
  const { server_id: id, server_name: name, version, now, cluster } = parsed.data;
  return { ok: true, server: { id, name, version, nowMs: now, cluster: cluster?.name } };
}
