import type { Reading } from "@/lib/errors/app-error";
import type { Way } from "./way";

/** Why something can't be read where there is no way to a connection. */
export function noWay(
  way: Exclude<Way, { kind: "gateway" | "direct" }>,
  id: string,
  what: string,
): Reading<never> {
  switch (way.kind) {
    case "unknown":
      return { ok: false, error: { kind: "unknown-connection", id } };
    case "away":
      return { ok: false, error: { kind: "console-away", what } };
    case "closed":
      return { ok: false, error: { kind: "disconnected", what, why: way.why, willRetry: false } };
  }
}
