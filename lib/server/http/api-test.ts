import { type Context, Hono } from "hono";
import { z } from "zod";
import type { TestEvent, TestRow } from "@/lib/model/connection-test";
import type { Answer, Editing } from "@/lib/server/connections/editing";
import { sentSettings } from "@/lib/server/connections/settings-schema";
import type { Target } from "@/lib/server/connections/target";
import { readBody, refuseChange, sayNo } from "./api-answer";
import { type ConnectionRoutes, forAdmins } from "./api-connections";
import { mostTests } from "./limits";
import type { Log } from "./log";

/** Tests a connection step by step, until the signal says that nobody looks any more. */
export type RunTest = (
  target: Target,
  options: { signal: AbortSignal; onRow: (row: TestRow) => void },
) => Promise<boolean>;

/** What the routes of the test need. */
export type TestRoutes = Pick<ConnectionRoutes, "role" | "fixed"> & {
  editing: Pick<Editing, "trial" | "target">;
  runTest: RunTest;
  log: Log;
};

/** The test of a connection, saved or not: one row a line, as it happens. */
export function createTestApi(routes: TestRoutes): Hono {
  const api = new Hono();
  const running = { count: 0 };

  api.post("/api/connections/test", forAdmins(routes), async (c) => {
    const read = await readBody(c, unsavedBody);
    if (!read.ok) return read.response;
    return answer(c, routes.editing.trial(read.body.settings, read.body.id), routes, running);
  });
  api.post("/api/connections/:id/test", forAdmins(routes), async (c) => {
    const read = await readBody(c, z.strictObject({}));
    if (!read.ok) return read.response;
    return answer(c, routes.editing.target(c.req.param("id")), routes, running);
  });
  return api;
}

const unsavedBody = z.strictObject({ settings: sentSettings, id: z.string().max(64).optional() });

function answer(
  c: Context,
  found: Answer<Target>,
  { runTest, log }: TestRoutes,
  running: { count: number },
): Response {
  if (!found.ok) return refuseChange(c, "The connection can't be tested.", found);
  if (running.count >= mostTests) {
    const hint = "Wait until one has ended.";
    return sayNo(c, 429, { title: `${mostTests} tests run already.`, hint });
  }
  running.count += 1;
  const gone = new AbortController();
  const lines = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: TestEvent) => {
        if (gone.signal.aborted) return;
        controller.enqueue(Buffer.from(`${JSON.stringify(event)}\n`));
      };
      const onRow = (row: TestRow) => send({ type: "row", row });
      try {
        send({ type: "done", ok: await runTest(found.value, { signal: gone.signal, onRow }) });
      } catch (error) {
        log("error", `a connection's test failed: ${error instanceof Error ? error.stack : ""}`);
        send({ type: "error", why: "The test itself failed. The server's log says why." });
      } finally {
        running.count -= 1;
        if (!gone.signal.aborted) controller.close();
      }
    },
    cancel: () => gone.abort(),
  });
  return c.body(lines, 200, { "Content-Type": "application/x-ndjson", "X-Accel-Buffering": "no" });
}
