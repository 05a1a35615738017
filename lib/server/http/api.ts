import { Hono } from "hono";
import type { Registry } from "@/lib/server/connections/registry";
import { createCspReports } from "./csp-reports";
import { limitBody } from "./limit-body";
import { maxBodyBytes, maxReportBytes } from "./limits";
import type { Log } from "./log";

/** What /api needs to know of the rest of the server. */
export type ApiOptions = {
  version: string;
  registry: Pick<Registry, "list">;
  /** The routes of each part of the server. */
  parts: Hono[];
  log: Log;
};

/** Everything under /api. It is answered in front of Next, so that it shares this module graph. */
export function createApi({ version, registry, parts, log }: ApiOptions): Hono {
  const api = new Hono();
  const reports = createCspReports(log, () => performance.now());

  // Longer bodies that say so never come here; this counts those that come in chunks.
  api.use(limitBody(maxBodyBytes));

  api.get("/api/health", (c) => {
    const watched = registry.list().filter(({ status }) => status.state !== "direct");
    const connections = watched.map(({ target, status }) => ({
      id: target.id,
      state: status.state,
    }));
    const ok = connections.every(({ state }) => state === "connected");
    return c.json({ status: ok ? "ok" : "degraded", version, connections });
  });

  api.post("/api/csp", limitBody(maxReportBytes), async (c) => {
    const taken = reports.take(await c.req.text());
    if (taken === "too-many") return c.json({ error: { title: "Too many reports." } }, 429);
    if (taken === "unreadable") return c.json({ error: { title: "This is no report." } }, 400);
    return c.body(null, 204);
  });

  for (const part of parts) api.route("/", part);

  api.notFound((c) => c.json({ error: { title: "There is nothing at this address." } }, 404));
  api.onError((error, c) => {
    log("error", `${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`);
    return c.json({ error: { title: "This request failed. The server's log says why." } }, 500);
  });
  return api;
}
