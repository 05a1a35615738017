import { parseDuration } from "@/lib/format/parse-duration";
import type { KeyState } from "@/lib/model/kv-keys";

/** When a value goes by its own time to live or by its bucket's, whichever is sooner; undefined where it stays. */
export function expiryMs(
  { timeNs, ttl, operation }: Pick<KeyState, "timeNs" | "ttl" | "operation">,
  bucket: { ttlMs: number | undefined; hasKeyTtl: boolean },
): number | undefined {
  const timeMs = Number(timeNs / 1_000_000n);
  const own = bucket.hasKeyTtl ? ttlMsOf(ttl) : undefined;
  const least = Math.min(own ?? Number.POSITIVE_INFINITY, bucket.ttlMs ?? Number.POSITIVE_INFINITY);
  // A marker that goes leaves nothing that anybody would miss, but it is told as it is.
  if (operation.kind === "removed" && own === undefined) return undefined;
  return Number.isFinite(least) ? timeMs + least : undefined;
}

/** Seconds, or a duration of Go's; `never` is none. */
function ttlMsOf(ttl: string | undefined): number | undefined {
  if (ttl === undefined || ttl === "never") return undefined;
  const parsed = parseDuration(/^\d+$/.test(ttl) ? `${ttl}s` : ttl);
  return parsed.ok ? Number(parsed.ns / 1_000_000n) : undefined;
}
