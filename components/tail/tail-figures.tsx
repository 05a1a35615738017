"use client";

import { Figure, Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { TailFrame } from "@/lib/model/tail";

/** How much came, how fast, and where it went: the parts make up the whole. */
export function TailFigures({ frame }: { frame: TailFrame | undefined }) {
  const format = useFormat();
  const counts = frame?.counts;
  const perSec = frame?.rates.all.at(-1);
  const exact = (count: number | undefined) =>
    count === undefined ? <Unknown /> : format.exact(count);
  return (
    <section aria-label="Counts" className="grid content-start gap-2">
      <div className="grid grid-cols-2 gap-x-6 gap-y-2">
        <Figure label="Received" value={exact(counts?.received)} />
        <Figure
          label="Rate"
          value={perSec === undefined || perSec === null ? <Unknown /> : format.rate(perSec)}
          unit="/s"
        />
        <Figure label="Listed" value={exact(counts?.listed)} />
        <Figure label="Not listed" value={exact(counts && counts.received - counts.listed)} />
      </div>
      {frame && (
        <p className="text-small text-soft tabular-nums">
          {reasons(frame, format.exact)}
          {format.bytesText(frame.counts.receivedBytes)} of headers and payloads came.{" "}
          {format.exact(frame.kept.rows)} {frame.kept.rows === 1 ? "message is" : "messages are"}{" "}
          kept in {format.bytesText(frame.kept.bytes)} of memory.
        </p>
      )}
    </section>
  );
}

/** Why what came is not in the list. */
function reasons({ counts, filterProblem }: TailFrame, exact: (count: number) => string): string {
  const parts = [
    [
      counts.skipped,
      filterProblem === undefined
        ? "too many at once to list, a sample is"
        : "too many at once, or the filter could not be tried on them",
    ],
    [counts.filtered, "not what the filter asks for"],
    [counts.hidden, "inboxes and subjects of NATS, hidden"],
    [counts.paused, "came while paused"],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count > 0 ? [`${exact(count)} ${words}`] : []));
  return said.length === 0 ? "" : `Not listed: ${said.join("; ")}. `;
}
