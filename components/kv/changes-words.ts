import type { Format } from "@/lib/format/format";
import type { KvFeedCounts, KvFeedFrame, KvFeedGap } from "@/lib/model/kv-feed";

/** Counts of a feed: what is listed and what is not make up what came. */
export function countWords(counts: KvFeedCounts, listed: number, format: Format): string {
  const { came, deletions, bytes, leftOut, held, missed } = counts;
  const older = Math.max(0, came - leftOut - held - listed);
  const parts = [
    `${format.exact(came)} ${came === 1 ? "change" : "changes"}`,
    ...(deletions > 0 ? [`${format.exact(deletions)} of them deletions`] : []),
    format.bytesText(bytes),
    `${format.exact(listed)} listed`,
    ...(older > 0 ? [`${format.exact(older)} older ones not kept`] : []),
    ...(leftOut > 0 ? [`${format.exact(leftOut)} came too fast to be listed`] : []),
    ...(held > 0 ? [`${format.exact(held)} wait`] : []),
    ...(missed !== undefined && missed > 0n
      ? [`${format.exact(missed)} had gone from the bucket before they came`]
      : []),
  ];
  return parts.join(" · ");
}

/** What a feed is doing. */
export function stateWords({ state }: KvFeedFrame, isPaused: boolean, format: Format): string {
  if (state.state === "away") return `No connection since ${format.clock(state.sinceMs)}`;
  if (state.state === "ended") return "Ended";
  if (isPaused) return "Paused";
  if (state.state === "live") return "Live";
  return state.state === "reading" ? "Reading what is there" : "Connecting";
}

/** A time without a connection, and what it means. */
export function gapWords({ fromMs, toMs, wasMadeAnew }: KvFeedGap, format: Format): string {
  const when = `No connection from ${format.clock(fromMs)} to ${format.clock(toMs)}.`;
  return wasMadeAnew
    ? `${when} The bucket was made anew meanwhile: it is read from its first revision.`
    : `${when} What the bucket kept of that time came after; revisions that it dropped did not.`;
}
