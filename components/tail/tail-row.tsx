"use client";

import { memo } from "react";
import { MiddleCut } from "@/components/ui/middle-cut";
import { useFormat } from "@/components/ui/use-format";
import type { TailGap, TailMessageRow, TailRow } from "@/lib/model/tail";

type Props = {
  row: TailRow;
  index: number;
  rowPx: number;
  isOpen: boolean;
  isStop: boolean;
  onOpen: (no: number) => void;
};

/** The columns of head and rows; stored messages have a sequence, and a time that may be of another day. */
export function columnsOf(isStored: boolean): string {
  return isStored
    ? "grid grid-cols-[6.5rem_11.5rem_minmax(6rem,1fr)_4.5rem_4.5rem_minmax(6rem,1.4fr)] max-md:grid-cols-[5rem_5.5rem_minmax(0,1fr)_4.5rem]"
    : "grid grid-cols-[6.5rem_minmax(6rem,1fr)_4.5rem_4.5rem_minmax(6rem,1.6fr)] max-md:grid-cols-[6.75rem_minmax(0,1fr)_4.5rem]";
}

const cell = "flex min-w-0 items-center px-2";

function TailRowOnce({ row, index, rowPx, isOpen, isStop, onOpen }: Props) {
  const place = { transform: `translateY(${index * rowPx}px)`, height: rowPx };
  const shared =
    "absolute inset-x-0 top-0 border-line border-b outline-offset-[-2px] [contain:strict]";
  if (row.kind === "gap") {
    return (
      <tr
        data-index={index}
        aria-rowindex={index + 2}
        tabIndex={isStop ? 0 : -1}
        style={place}
        className={`${shared} block bg-page`}
      >
        <Gap gap={row} />
      </tr>
    );
  }
  const look = isOpen
    ? "bg-select shadow-[inset_2px_0_0_var(--color-accent)]"
    : "bg-page hover:bg-hover focus-within:bg-hover";
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      tabIndex={isStop ? 0 : -1}
      style={place}
      onClick={() => getSelection()?.isCollapsed !== false && onOpen(row.no)}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        onOpen(row.no);
      }}
      className={`${shared} ${columnsOf(row.sequence !== undefined)} cursor-pointer ${look}`}
    >
      <Cells row={row} />
    </tr>
  );
}

/** One line of the list; drawn anew only when it is another. */
export const TailRowView = memo(TailRowOnce, (old, next) => {
  const isSame = old.row === next.row || old.row.no === next.row.no;
  return (
    isSame &&
    old.index === next.index &&
    old.rowPx === next.rowPx &&
    old.isOpen === next.isOpen &&
    old.isStop === next.isStop &&
    old.onOpen === next.onOpen
  );
});

function Cells({ row }: { row: TailMessageRow }) {
  const format = useFormat();
  const size = format.bytes(row.sizeBytes);
  const { sequence } = row;
  return (
    <>
      {sequence !== undefined && (
        <td className={`${cell} justify-end tabular-nums`}>{format.exact(sequence)}</td>
      )}
      <td
        className={`${cell} whitespace-nowrap text-small text-soft tabular-nums`}
        title={format.moment(row.atMs)}
      >
        {sequence !== undefined && (
          <span className="mr-1.5 max-md:hidden">{format.day(row.atMs)}</span>
        )}
        {format.clock(row.atMs)}
        <span className={sequence === undefined ? "" : "max-md:hidden"}>
          .{String(Math.floor(row.atMs) % 1_000).padStart(3, "0")}
        </span>
      </td>
      <th scope="row" className={`${cell} text-left font-mono font-normal text-small`}>
        <MiddleCut text={row.subject} />
      </th>
      <td
        className={`${cell} justify-end tabular-nums`}
        title={`${format.exact(row.sizeBytes)} bytes`}
      >
        {size.value}
        <span className="ml-1 text-small text-soft">{size.unit}</span>
      </td>
      <td className={`${cell} justify-end text-small text-soft tabular-nums max-md:hidden`}>
        {row.headers === 0 ? "" : row.headers}
      </td>
      <td className={`${cell} max-md:hidden`}>
        <span className="truncate font-mono text-small">
          <bdi>{row.preview}</bdi>
        </span>
      </td>
    </>
  );
}

function Gap({ gap }: { gap: TailGap }) {
  const format = useFormat();
  const lasted = format.duration(Math.max(1_000, gap.toMs - gap.fromMs));
  return (
    <td className="flex h-full items-center gap-2 px-2 text-attention text-small" title={gap.why}>
      <span aria-hidden="true">◆</span>
      <span className="truncate">
        Not connected from {format.clock(gap.fromMs)} to {format.clock(gap.toMs)} ({lasted}): what
        was published then did not come
      </span>
    </td>
  );
}
