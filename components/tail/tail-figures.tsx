"use client";

import { Stat } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { TailFrame } from "@/lib/model/tail";

/** How much came, how fast, and where it went: the parts make up the whole. */
export function TailFigures({ frame }: { frame: TailFrame | undefined }) {
  const format = useFormat();
  const counts = frame?.counts;
  const perSec = frame?.rates.all.at(-1);
  const exact = (count: number | undefined) =>
    count === undefined ? undefined : format.exact(count);
  return (
    <section aria-label="Counts" className="grid gap-1.5 border-line border-t pt-3">
      <div className="grid grid-cols-2 gap-x-6 gap-y-2 @2xl:grid-cols-4">
        <Stat label="Received" value={exact(counts?.received)} {...bytesOf(counts, format)} />
        <Stat
          label="Rate"
          value={perSec === undefined || perSec === null ? undefined : format.rate(perSec)}
          unit="/s"
        />
        <Stat label="Listed" value={exact(counts?.listed)} />
        <Stat label="Not listed" value={exact(counts && counts.received - counts.listed)} />
      </div>
      <p className="min-h-[1.125rem] text-small text-soft tabular-nums">
        {counts && reasons(counts, format.exact)}
        {frame &&
          ` ${format.exact(frame.kept.rows)} kept, ${format.bytesText(frame.kept.bytes)} of memory.`}
      </p>
    </section>
  );
}

function bytesOf(
  counts: TailFrame["counts"] | undefined,
  format: ReturnType<typeof useFormat>,
): { unit?: string; exact?: string } {
  if (!counts) return {};
  return {
    unit: format.bytesText(counts.receivedBytes),
    exact: `${format.exact(counts.receivedBytes)} bytes of headers and payloads`,
  };
}

/** Why what came is not in the list. */
function reasons(counts: TailFrame["counts"], exact: (count: number) => string): string {
  const parts = [
    [counts.skipped, "too many at once to list, a sample is"],
    [counts.filtered, "not what the filter asks for"],
    [counts.hidden, "inboxes and subjects of NATS, hidden"],
    [counts.paused, "came while paused"],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count > 0 ? [`${exact(count)} ${words}`] : []));
  return said.length === 0 ? "" : `Not listed: ${said.join("; ")}.`;
}
