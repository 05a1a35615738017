"use client";

import { type CSSProperties, useEffect, useRef } from "react";
import type { Column } from "@/components/ui/table/column";
import { TableHead } from "@/components/ui/table/table-head";
import { useHold } from "@/components/ui/table/use-hold";
import { useRowHeight } from "@/components/ui/table/use-row-height";
import type { TableView } from "@/components/ui/table/use-table-view";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import type { KeysFrame, KeysRow, KeysView } from "@/lib/model/kv-keys";
import type { KeyRow } from "./keys-columns";
import { KeysRowView } from "./keys-row";
import { choiceOf, type RowName, rowIdOf } from "./keys-selection";
import { KeysUnread } from "./keys-unread";
import { type KeysChoosing, useKeysKeyboard } from "./use-keys-keyboard";
import { useKeysPlace } from "./use-keys-place";
import { useReveal } from "./use-reveal";
import { isWithin, type Standing, useStanding } from "./use-standing";
import { useSteadyKeysEvents } from "./use-steady-keys-events";
import { useTallRows } from "./use-tall-rows";

type Props = {
  frame: KeysFrame;
  shape: KeysView["shape"];
  /** The letters that are looked for. */
  text: string;
  columns: readonly Column<KeyRow>[];
  table: TableView;
  choosing: KeysChoosing;
  onOpenKey: (key: string) => void;
  onBranch: (prefix: string, isOpen: boolean) => void;
  onLook: (rows: Pick<KeysView, "from" | "count">) => void;
  findRow: (row: RowName) => Promise<number | null>;
};

/** Rows known beyond those in sight, so that a turn of the wheel finds them there. */
const ahead = 24;
const checkPx = 36;
const checkNarrowPx = 44;

/** The keys of a bucket, of any number, as a tree or flat; the worker tells the rows that are drawn. */
export function KeysGrid(props: Props) {
  const { frame, shape, columns, table, choosing, onLook } = props;
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const headPx = isNarrow ? 44 : 32;
  const { probe, rowPx } = useRowHeight();
  const { isHeld, hold } = useHold();
  const tall = useTallRows(box, { count: frame.rowCount, rowPx, headPx });
  const from = Math.max(0, tall.first - ahead);
  const count = Math.max(48, tall.end - from + ahead);
  useEffect(() => onLook({ from, count }), [from, count, onLook]);
  useKeysPlace(box, frame, { rowPx, headPx, isHeld, look: tall.look });
  useReveal(table.row, frame, { findRow: props.findRow, show: tall.show });
  const standing = useStanding(frame);
  const open = (row: KeysRow) =>
    row.kind === "key" ? props.onOpenKey(row.key) : props.onBranch(row.prefix, !row.isOpen);
  const { hear } = useKeysKeyboard(box, {
    ...{ frame, shape, standing, choosing, open, show: tall.show },
    page: () => Math.floor(((box.current?.clientHeight ?? 0) - headPx) / rowPx) - 1,
    onBranch: props.onBranch,
    findRow: props.findRow,
  });
  const events = useSteadyKeysEvents({
    open,
    choose: (row, index, isRange) => (isRange ? choosing.extend(row, index) : choosing.toggle(row)),
    stand: standing.stand,
  });
  const { selection } = choosing;
  const isSome = selection.isAll || selection.keys.size > 0;
  return (
    <>
      {probe}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears what its rows do. */}
      <div
        ref={box}
        onKeyDown={hear}
        className="isolate max-h-[max(16rem,calc(100dvh-19rem))] overflow-auto overscroll-contain border-line border-t [overflow-anchor:none]"
        {...hold}
      >
        <table
          aria-label="Keys"
          aria-rowcount={frame.rowCount + 1}
          className="block"
          style={tableStyle(columns, isNarrow)}
        >
          <TableHead
            columns={columns}
            view={table}
            isNarrow={isNarrow}
            check={{
              noun: "keys",
              isSome,
              isAll: selection.isAll,
              toggle: isSome ? choosing.clear : choosing.all,
            }}
          />
          <tbody className="relative block" style={{ height: tall.heightPx }}>
            {placesOf(frame, standing).map(({ row, index }) => (
              <KeysRowView
                key={rowIdOf(row)}
                row={row}
                index={index}
                topPx={tall.topOf(index)}
                rowPx={rowPx}
                columns={columns}
                isOpen={row.kind === "key" && row.key === table.row}
                choice={choiceOf(selection, row)}
                isStop={index === (standing.index ?? 0)}
                isTree={shape === "tree"}
                text={props.text}
                events={events}
              />
            ))}
            <KeysUnread {...{ frame, rowPx }} {...tall} />
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The rows that are told, and the one that the keyboard stands on: scrolled out of sight, it stays. */
function placesOf(frame: KeysFrame, { row, index }: Standing): { row: KeysRow; index: number }[] {
  const places = frame.rows.map((one, place) => ({ row: one, index: frame.from + place }));
  if (!row || index === undefined || isWithin(frame, index)) return places;
  return index < frame.from ? [{ row, index }, ...places] : [...places, { row, index }];
}

function tableStyle(columns: readonly Column<KeyRow>[], isNarrow: boolean): CSSProperties {
  const tracks = columns.map(({ width, align, isRowHeader }) => {
    if (isRowHeader) return isNarrow ? "minmax(0,1fr)" : `minmax(${width}px,1fr)`;
    return isNarrow || align === "end" ? `${width}px` : `minmax(${width}px,auto)`;
  });
  const sum = columns.reduce((all, { width }) => all + width, checkPx);
  return {
    "--columns": [`${isNarrow ? checkNarrowPx : checkPx}px`, ...tracks].join(" "),
    minWidth: isNarrow ? undefined : sum,
  } as CSSProperties;
}
