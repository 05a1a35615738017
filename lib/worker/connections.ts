import { z } from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ConnectionSummary } from "@/lib/model/connection";

z.config({ jitless: true });

const since = { sinceMs: z.number() };
const schema: z.ZodType<ConnectionSummary[]> = z.array(
  z.object({
    id: z.string(),
    label: z.string(),
    source: z.enum(["embedded", "environment", "context"]),
    status: z.discriminatedUnion("state", [
      z.object({ state: z.literal("connecting") }),
      z.object({
        state: z.literal("connected"),
        ...since,
        server: z.object({
          id: z.string(),
          name: z.string(),
          version: z.string(),
          cluster: z.string().exactOptional(),
          jetstream: z.boolean(),
        }),
      }),
      z.object({ state: z.literal("lost"), ...since, why: z.string() }),
      z.object({ state: z.literal("refused"), ...since, why: z.string() }),
    ]),
  }),
);

/** The connections that this console was started with. */
export async function getConnections(origin: string): Promise<Reading<ConnectionSummary[]>> {
  const what = "The list of connections";
  try {
    const response = await fetch(`${origin}/api/connections`, { cache: "no-store" });
    if (!response.ok) {
      return { ok: false, error: { kind: "unexpected", what, detail: `HTTP ${response.status}` } };
    }
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, error: { kind: "malformed", what, detail: parsed.error.message } };
  } catch {
    const why = "The console does not answer.";
    return { ok: false, error: { kind: "disconnected", what, why, willRetry: true } };
  }
}
