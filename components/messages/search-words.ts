import type { Format } from "@/lib/format/format";
import type { SearchExpression } from "@/lib/model/search";
import type { SearchTold } from "@/lib/queries/search";

/** How far a search is, in words: "Scanned 2.1M of 9M · 14 hits · 38 s left". */
export function searchFacts({ state, progress, rows }: SearchTold, format: Format): string[] {
  if (!progress) return [];
  const { messages, leftMessages, leftMs, hits } = progress;
  const facts = [
    state.state === "done"
      ? `Searched ${format.exact(messages)} ${messages === 1 ? "message" : "messages"}`
      : `Scanned ${format.count(messages)} of ${format.count(messages + leftMessages)}`,
    hits === 0 ? "no hits" : `${format.exact(hits)} ${hits === 1 ? "hit" : "hits"}`,
  ];
  if (hits > rows.length) facts.push(`the first ${format.exact(rows.length)} are listed`);
  if (state.state === "scanning" && leftMs !== undefined && leftMessages > 0) {
    facts.push(`${format.duration(Math.max(1_000, leftMs))} left`);
  }
  return facts;
}

/** What it is waiting for, or why it does no more; undefined where the figures say it. */
export function searchNote({ state, progress }: SearchTold, format: Format): string | undefined {
  switch (state.state) {
    case "opening":
      return progress ? undefined : "Looking how far the stream reaches";
    case "waiting":
      return `${state.why}. It goes on by itself.`;
    case "stopped":
      return progress
        ? `Stopped. It goes on at sequence ${format.exact(progress.next)}.`
        : "Stopped.";
    case "slow":
      return `The expression took too long at sequence ${format.exact(state.sequence)} or soon behind it, and was ended there. Make it simpler, and it can go on.`;
    case "costly": {
      const { leftBytes = 0, leftMs } = progress ?? {};
      const time = leftMs === undefined ? "" : ` in about ${format.duration(leftMs)}`;
      return `This reads about ${format.bytesText(leftBytes)} more${time}.`;
    }
    case "scanning":
    case "done":
    case "faulty":
    case "failed":
      return undefined;
  }
}

/** That nothing was found, in all of the stream or in the part that was looked at. */
export function nothingFound(
  { by, text }: SearchExpression,
  filter: string,
  { progress }: SearchTold,
): string {
  const where = `${filter === ">" ? "" : ` on ${filter}`}${isPart(progress) ? " in this part" : ""}`;
  if (by === "json") return `No payload${where} is JSON that passes ${text}.`;
  const what = by === "regex" ? `fits ${text}` : `holds “${text}”`;
  return `No message${where} ${what} in its subject, headers or payload.`;
}

/** It may have begun in the middle. */
function isPart(progress: SearchTold["progress"]): boolean {
  if (!progress) return false;
  const { from, extent } = progress;
  return from > extent.first && from < extent.last;
}
