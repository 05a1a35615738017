"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHold } from "@/components/ui/table/use-hold";
import { useRowHeight } from "@/components/ui/table/use-row-height";
import { useFormat } from "@/components/ui/use-format";
import { useRowsInSight } from "@/components/ui/use-rows-in-sight";
import type { TailFrame, TailRow, TailView } from "@/lib/model/tail";
import { columnsOf, TailRowView } from "./tail-row";
import { useBoxRows } from "./use-box-rows";
import { useHeldRows } from "./use-held-rows";
import { hearRowKey, useRowKeys } from "./use-row-keys";

type Props = {
  frame: TailFrame | undefined;
  isPaused: boolean;
  openNo: number | undefined;
  onOpen: (no: number) => void;
  onLook: (rows: Pick<TailView, "anchorNo" | "first" | "count">) => void;
};

const heads = [
  { head: "Sequence", look: "justify-end" },
  { head: "Time", look: "" },
  { head: "Subject", look: "" },
  { head: "Size", look: "justify-end" },
  { head: "Headers", look: "justify-end max-md:hidden" },
  { head: "Payload", look: "max-md:hidden" },
];

/** The newest messages, newest first; it stands still while somebody points at it, or has scrolled. */
export function TailList({ frame, isPaused, openNo, onOpen, onLook }: Props) {
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const [isScrolled, setScrolled] = useState(false);
  const { isHeld, hold } = useHold();
  const { anchorNo, shown } = useHeldRows(frame, isHeld || isScrolled);
  const { rowPx, probe } = useRowHeight();
  const total = shown?.total ?? 0;
  const { first, end } = useRowsInSight(box, total, rowPx);
  // A box full is asked for, also while there are few rows: those that come are shown at once.
  const count = Math.max(40, end - first);
  useEffect(() => onLook({ anchorNo, first, count }), [anchorNo, first, count, onLook]);
  useRowKeys(box, rowPx, total);
  const start = shown?.view.first ?? 0;
  const inSight = useBoxRows(box, rowPx);
  // What is out of sight while it flows would be drawn for nobody.
  const isFlowing = !isHeld && !isScrolled;
  const rows = shown?.rows.slice(0, isFlowing ? inSight : undefined) ?? [];
  // A place is the same row in a flood, whatever stands in it: its text changes, and nothing is made anew.
  const places = rows.map((row, index) => ({ row, place: start + index }));
  const newer = anchorNo === undefined ? 0 : (frame?.newer ?? 0);
  const isStored = frame?.state.state === "reading" || rows.some(hasSequence);
  const follow = () => {
    if (box.current) box.current.scrollTop = 0;
    // A row that has the keyboard holds the list.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  return (
    <div className="min-w-0">
      {probe}
      <div className="flex h-8 items-center justify-between gap-4 text-small">
        <span className="truncate text-soft">{wordsOf(frame, isPaused, isHeld || isScrolled)}</span>
        {newer > 0 && (
          <Button kind="quiet" onClick={follow}>
            {format.exact(newer)} new: show
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears what its rows do. */}
      <div
        ref={box}
        onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop > 2)}
        onKeyDown={(event) => hearRowKey(event, rowPx, total)}
        className="h-[max(22rem,calc(100dvh-14rem))] overflow-y-auto overflow-x-hidden border-line border-y [overflow-anchor:none] max-md:h-[70dvh]"
        {...hold}
      >
        <table aria-label="Messages" aria-rowcount={total + 1} className="block w-full">
          <thead className="sticky top-0 z-2 block bg-page">
            <tr className={`${columnsOf(isStored)} h-8 border-line border-b`} aria-rowindex={1}>
              {heads.slice(isStored ? 0 : 1).map(({ head, look }) => (
                <th
                  key={head}
                  scope="col"
                  className={`flex min-w-0 items-center px-2 font-normal text-small text-soft ${look}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="relative block" style={{ height: total * rowPx }}>
            {places.map(({ row, place }) => (
              <TailRowView
                key={place}
                row={row}
                index={place}
                rowPx={rowPx}
                isOpen={row.no === openNo}
                isStop={place === start}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
        {total === 0 && frame && <Empty frame={frame} isPaused={isPaused} />}
      </div>
    </div>
  );
}

function hasSequence(row: TailRow): boolean {
  return row.kind === "message" && row.sequence !== undefined;
}

function wordsOf(frame: TailFrame | undefined, isPaused: boolean, isHeld: boolean): string {
  if (!frame || frame.total === 0) return "";
  if (isPaused) return "Paused";
  return isHeld ? "Standing still while you look" : "Newest first";
}

function Empty({ frame, isPaused }: { frame: TailFrame; isPaused: boolean }) {
  const format = useFormat();
  const { counts, state, countedSinceMs } = frame;
  const words = () => {
    if (state.state === "away")
      return "There is no connection. What is published now does not come here.";
    if (state.state === "opening") return "Connecting.";
    if (isPaused && state.state === "listening")
      return "Paused. What comes is counted, and listed again when you resume.";
    if (frame.filterProblem !== undefined)
      return "The filter does not work, so nothing is listed by it. What comes is counted.";
    if (counts.filtered > 0) return "Nothing of what came is what the filter asks for.";
    if (counts.hidden > 0) return "Only inboxes and subjects of NATS came, and those are hidden.";
    if (state.state !== "listening")
      return "Nothing is stored from there on. What will be stored shows as soon as it is.";
    return `Nothing has flowed since ${format.clock(countedSinceMs)}. It listens; the first message shows at once.`;
  };
  return <p className="px-2 py-6 text-small text-soft">{words()}</p>;
}
