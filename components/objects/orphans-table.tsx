"use client";

import { useFormat } from "@/components/ui/use-format";
import type { FoundOrphans, OrphanGroup } from "@/lib/model/object-orphans";

type Props = {
  found: FoundOrphans;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

/** More are not looked through by eye; they are chosen as all are. */
const mostShown = 500;

/** What was left behind, group by group, to be chosen from. */
export function OrphansTable({ found: { groups, nowMs }, chosen, onChoose }: Props) {
  const format = useFormat();
  const isAll = chosen.size === groups.length;
  const more = groups.length - mostShown;
  const toggle = (nuid: string) => {
    const next = new Set(chosen);
    if (!next.delete(nuid)) next.add(nuid);
    onChoose(next);
  };
  return (
    <div className="max-h-80 overflow-auto border-line border-y">
      <table
        aria-label="Chunks left behind"
        className="w-full border-separate border-spacing-0 text-left text-small tabular-nums"
      >
        <thead className="text-soft">
          <tr>
            <td className="sticky top-0 z-1 w-8 bg-raised">
              <input
                type="checkbox"
                aria-label="Choose all groups"
                checked={isAll}
                ref={(box) => {
                  if (box) box.indeterminate = chosen.size > 0 && !isAll;
                }}
                onChange={() => onChoose(new Set(isAll ? [] : groups.map(({ nuid }) => nuid)))}
                className="mx-2 size-4 align-middle accent-accent"
              />
            </td>
            <Head words="Chunks of" />
            <Head words="Chunks" isNumber />
            <Head words="Size" isNumber />
            <Head words="Age" isNumber />
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, mostShown).map((group) => (
            <Row
              key={group.nuid}
              {...{ group, nowMs }}
              isChosen={chosen.has(group.nuid)}
              onToggle={() => toggle(group.nuid)}
            />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p className="px-2 py-1.5 text-small text-soft">and {format.exact(more)} younger ones</p>
      )}
    </div>
  );
}

type RowProps = { group: OrphanGroup; nowMs: number; isChosen: boolean; onToggle: () => void };

function Row({ group, nowMs, isChosen, onToggle }: RowProps) {
  const format = useFormat();
  const { nuid, chunks, bytes, lastMs, isYoung } = group;
  return (
    <tr className={isChosen ? "bg-select" : ""}>
      <td className="border-line border-t">
        <input
          type="checkbox"
          aria-label={`Choose ${nuid}`}
          checked={isChosen}
          onChange={onToggle}
          className="mx-2 size-4 align-middle accent-accent"
        />
      </td>
      <th scope="row" className="break-all border-line border-t py-1.5 font-mono font-normal">
        {nuid}
      </th>
      <td className="border-line border-t px-2 text-right">{format.exact(chunks)}</td>
      <td
        className="whitespace-nowrap border-line border-t px-2 text-right"
        title={`${format.exact(bytes)} bytes`}
      >
        {format.bytesText(bytes)}
      </td>
      <td
        className="whitespace-nowrap border-line border-t px-2 text-right"
        title={format.moment(lastMs)}
      >
        {isYoung && (
          <span className="mr-1 text-attention">
            <span aria-hidden="true">◆ </span>young,
          </span>
        )}
        {format.age(Math.max(0, nowMs - lastMs))}
      </td>
    </tr>
  );
}

function Head({ words, isNumber = false }: { words: string; isNumber?: boolean }) {
  return (
    <th
      scope="col"
      className={`sticky top-0 z-1 bg-raised py-1 font-normal ${isNumber ? "px-2 text-right" : ""}`}
    >
      {words}
    </th>
  );
}
