import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { type ConnectionList, connectionColours } from "@/lib/model/connection";
import { roleNames } from "@/lib/model/role";

z.config({ jitless: true });

const since = { sinceMs: z.number() };
const summary = z.object({
  id: z.string(),
  label: z.string(),
  source: z.enum(["embedded", "environment", "context", "config", "saved"]),
  transport: z.enum(["gateway", "direct"]),
  addresses: z.array(z.string()),
  colour: z.enum(connectionColours).optional(),
  production: z.boolean(),
  readOnly: z.boolean(),
  isDefault: z.boolean(),
  access: z.object({
    role: z.enum(roleNames),
    readOnly: z.boolean(),
    apiPrefix: z.string(),
    inboxPrefix: z.string(),
    tailSubjects: z.array(z.string()),
    publishSubjects: z.array(z.string()),
  }),
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
      address: z.string(),
      rttMs: z.number().optional(),
    }),
    z.object({ state: z.literal("lost"), ...since, why: z.string() }),
    z.object({ state: z.literal("refused"), ...since, why: z.string() }),
    z.object({ state: z.literal("direct"), address: z.string() }),
  ]),
});
const schema: z.ZodType<ConnectionList> = z.object({
  connections: z.array(summary),
  fixed: z.string().optional(),
  problems: z.array(
    z.object({
      where: z.string(),
      line: z.number().exactOptional(),
      field: z.string().exactOptional(),
      why: z.string(),
      what: z.string(),
    }),
  ),
});

const withinMs = 5_000;

/** The connections of this console. */
export async function getConnections(origin: string): Promise<Reading<ConnectionList>> {
  const what = "The list of connections";
  try {
    const response = await fetch(`${origin}/api/connections`, {
      cache: "no-store",
      signal: AbortSignal.timeout(withinMs),
    });
    if (!response.ok) {
      return { ok: false, error: { kind: "unexpected", what, detail: `HTTP ${response.status}` } };
    }
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, error: { kind: "malformed", what, detail: parsed.error.message } };
  } catch {
    return { ok: false, error: { kind: "console-away", what } };
  }
}
