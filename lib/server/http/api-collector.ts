import { type Context, Hono } from "hono";
import { z } from "zod";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import type { Collector } from "@/lib/server/collector/collector";
import type { Collectors } from "@/lib/server/collector/collectors";
import type { Registry } from "@/lib/server/connections/registry";
import { sayNo } from "./api-answer";
import { createConsumersAnswers } from "./consumers-answer";
import { sendJson, sendShared } from "./send";

/** What the routes of the collected figures need. */
export type CollectorRoutes = {
  registry: Pick<Registry, "target">;
  collectors: Pick<Collectors, "get">;
};

/** A part of the whole, for programs that want no more. */
const parts = {
  servers: ["servers"],
  account: ["account", "jetstream", "clients"],
  streams: ["streams"],
  events: ["events"],
} as const satisfies Record<string, readonly (keyof SnapshotDelta)[]>;

/** What the console knows of a connection, from its own memory: any number of readers asks NATS nothing. */
export function createCollectorApi(routes: CollectorRoutes): Hono {
  const api = new Hono();
  const consumersOf = createConsumersAnswers();
  const found = (c: Context<object, string>, answer: (collector: Collector) => unknown) =>
    answerOf(c, routes, answer);

  api.get("/api/c/:c/overview", (c) => {
    const read = readSince(c);
    return read.ok ? found(c, (collector) => collector.read(read.since)) : read.response;
  });
  api.get("/api/c/:c/consumers", async (c) => {
    const asked = consumersQuery.safeParse(queryOf(c));
    if (!asked.success) return refuseQuery(c, consumersHint);
    const collector = collectorOf(c, routes);
    if (!collector.ok) return collector.response;
    const { since, worst } = asked.data;
    return sendShared(c, await consumersOf(collector.value, { since: since?.[0], worst }));
  });
  for (const [name, keys] of Object.entries(parts)) {
    api.get(`/api/c/:c/${name}`, (c) => {
      const read = readSince(c);
      if (!read.ok) return read.response;
      return found(c, (collector) => onlyPart(collector.read(read.since), keys));
    });
  }
  api.get("/api/c/:c/names", async (c) => {
    const read = noQuery.safeParse(queryOf(c));
    if (!read.success) return sayNo(c, 400, { title: "This address takes no parameters." });
    const collector = collectorOf(c, routes);
    if (!collector.ok) return collector.response;
    const names = await collector.value.names();
    return names.ok ? sendJson(c, names.value) : refuse(c, names.error);
  });
  return api;
}

const sinceQuery = z.strictObject({ since: z.tuple([z.string().max(64)]).optional() });
const noQuery = z.strictObject({});
const mostWorst = 1_000;
/** The worst of what has changed would be the worst of nothing that somebody knows. */
const consumersQuery = z.union([
  sinceQuery.extend({ worst: z.undefined().optional() }),
  z.strictObject({
    since: z.undefined().optional(),
    worst: z
      .tuple([z.string().regex(/^\d{1,4}$/)])
      .transform(([digits]) => Number(digits))
      .refine((count) => count >= 1 && count <= mostWorst),
  }),
]);

const sinceHint = "It takes `since` once, with a revision that it has answered.";
const consumersHint = `${sinceHint.slice(0, -1)}; or \`worst\`, with how many of those furthest behind: up to ${mostWorst}.`;

function readSince(
  c: Context,
): { ok: true; since: string | undefined } | { ok: false; response: Response } {
  const parsed = sinceQuery.safeParse(queryOf(c));
  if (parsed.success) return { ok: true, since: parsed.data.since?.[0] };
  return { ok: false, response: refuseQuery(c, sinceHint) };
}

function refuseQuery(c: Context, hint: string): Response {
  return sayNo(c, 400, { title: "The parameters are not what this address takes.", hint });
}

/** Each value of each name: one that comes twice is refused, not chosen from. */
function queryOf(c: Context): Record<string, string[]> {
  return c.req.queries();
}

function onlyPart(delta: SnapshotDelta, keys: readonly (keyof SnapshotDelta)[]) {
  const { revision, answeredMs, beatMs, isWhole } = delta;
  const kept = keys.filter((key) => delta[key] !== undefined).map((key) => [key, delta[key]]);
  return { revision, answeredMs, beatMs, isWhole, ...Object.fromEntries(kept) };
}

function answerOf(
  c: Context,
  routes: CollectorRoutes,
  answer: (collector: Collector) => unknown,
): Response | Promise<Response> {
  const collector = collectorOf(c, routes);
  return collector.ok ? sendJson(c, answer(collector.value)) : collector.response;
}

function collectorOf(
  c: Context,
  { registry, collectors }: CollectorRoutes,
): { ok: true; value: Collector } | { ok: false; response: Response } {
  const id = c.req.param("c") ?? "";
  const collector = collectors.get(id);
  if (collector) return { ok: true, value: collector };
  if (!registry.target(id)) {
    return { ok: false, response: sayNo(c, 404, { title: "There is no such connection." }) };
  }
  const error = {
    title: "The console collects nothing for this connection.",
    detail: "It is a direct one: the browser opens it itself, with credentials that stay there.",
  };
  return { ok: false, response: sayNo(c, 409, error) };
}

function refuse(c: Context, error: AppError): Response {
  const { title, detail, hint } = describeError(error);
  return sayNo(c, 503, { title, detail, ...(hint ? { hint } : {}) });
}
