import type { Reading } from "@/lib/errors/app-error";
import type { ConnectionList } from "@/lib/model/connection";
import { parseConnections } from "./connections-parse";

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
    const parsed = parseConnections(await response.json());
    if (parsed.ok) return parsed;
    return { ok: false, error: { kind: "malformed", what, detail: parsed.detail } };
  } catch {
    return { ok: false, error: { kind: "console-away", what } };
  }
}
