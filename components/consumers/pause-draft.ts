import { toMoment } from "@/lib/format/field-time";
import { natsCommand } from "@/lib/format/nats-command";
import { formatTypedDuration, parseDuration } from "@/lib/format/parse-duration";
import type { PauseWish } from "@/lib/model/consumer-write";

/** A pause while somebody types it. */
export type PauseDraft = { by: "for" | "until"; span: string; until: string };

/** What the form begins with. */
export const emptyPause: PauseDraft = { by: "for", span: "15m", until: "" };

/** What is wrong with it; whether a moment has passed is for the server's clock to say. */
export function checkPause({ by, span, until }: PauseDraft, zone: string): string | undefined {
  if (by === "until") {
    return toMoment(until, zone) === undefined ? "Give a date and a time." : undefined;
  }
  const parsed = parseDuration(span);
  if (!parsed.ok) return parsed.why;
  return parsed.ns < 1_000_000_000n ? "At least 1s." : undefined;
}

/** The pause that a draft without faults means. */
export function toPauseWish({ by, span, until }: PauseDraft, zone: string): PauseWish {
  const parsed = parseDuration(span);
  if (by === "for") return { forNs: parsed.ok ? parsed.ns : 0n };
  return { untilMs: toMoment(until, zone) ?? 0 };
}

/** Whether a stream that drops messages by age drops some that come in meanwhile; `atMs` is the server's clock. */
export function outlasts(wish: PauseWish, atMs: number | undefined, maxAgeMs: number): boolean {
  if ("forNs" in wish) return wish.forNs > BigInt(Math.round(maxAgeMs)) * nsPerMs;
  return atMs !== undefined && wish.untilMs - atMs > maxAgeMs;
}

const nsPerMs = 1_000_000n;

/** The nats command that does the same; it takes moments in UTC. */
export function pauseCommand(
  { stream, name }: { stream: string; name: string },
  wish: PauseWish,
): string[] {
  const until =
    "forNs" in wish
      ? formatTypedDuration(wish.forNs)
      : new Date(wish.untilMs).toISOString().slice(0, 19).replace("T", " ");
  return natsCommand(["consumer", "pause"], [stream, name, until]);
}
