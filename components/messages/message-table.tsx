"use client";

import { type CSSProperties, type KeyboardEvent, useMemo, useRef } from "react";
import { type Column, columnsInOrder, columnsOnNarrow } from "@/components/ui/table/column";
import { keyRun } from "@/components/ui/table/row-keys";
import { extendTo, noSelection, type Selection, toggleRow } from "@/components/ui/table/selection";
import { TableBody } from "@/components/ui/table/table-body";
import { TableHead } from "@/components/ui/table/table-head";
import { useHold } from "@/components/ui/table/use-hold";
import { useRowHeight } from "@/components/ui/table/use-row-height";
import type { TableView } from "@/components/ui/table/use-table-view";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import type { MessageRow } from "@/lib/model/message-page";
import { NewNote } from "./new-note";
import { PositionBar } from "./position-bar";
import { useEdges } from "./use-edges";
import { useFirstPlace } from "./use-first-place";
import type { LoadedMessages } from "./use-message-list";
import type { Search } from "./use-search";
import { useSteadyPlace } from "./use-steady-place";
import type { MessagesView } from "./use-view";

type Props = {
  messages: LoadedMessages & { rows: readonly MessageRow[] };
  columns: readonly Column<MessageRow>[];
  table: TableView;
  view: MessagesView;
  search: Search | undefined;
  selection: Selection;
  onSelect: (selection: Selection) => void;
};

const checkPx = 36;
const checkNarrowPx = 44;

export const rowIdOf = ({ sequence }: MessageRow) => String(sequence);

/** The messages that are loaded, endless both ways, beside the bar that says where in the stream they are. */
export function MessageTable(props: Props) {
  const { messages, columns, table, view, search, selection, onSelect } = props;
  const { rows, extent } = messages;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const { probe, rowPx } = useRowHeight();
  const { isHeld, hold } = useHold();
  const headPx = isNarrow ? 44 : 32;
  const shown = useMemo(() => {
    const chosen = columnsInOrder(columns, table.columns);
    return isNarrow ? columnsOnNarrow(chosen) : chosen;
  }, [columns, table.columns, isNarrow]);
  const hasPlace = view.start.from !== "newest" && view.start.from !== "first";
  useFirstPlace(scroller, rows, { view, rowPx });
  useSteadyPlace(scroller, rows, { rowPx, isHeld: isHeld || hasPlace });
  const sight = useEdges(scroller, messages, headPx);
  const ids = () => rows.map(rowIdOf);
  const onKey = (event: KeyboardEvent, row: MessageRow | undefined, next: Next) => {
    // With a message open, the keys that move take it along.
    const by = { j: 1, k: -1 }[event.key];
    if (by && row && view.open !== undefined) view.openAt(next(by).sequence);
    const run = keyRun(event, {
      open: row && (() => view.openAt(row.sequence)),
      toggle: row && (() => onSelect(toggleRow(selection, rowIdOf(row)))),
      all: () => onSelect({ ids: new Set(ids()), anchor: undefined }),
      clear: selection.ids.size > 0 && (() => onSelect(noSelection)),
      extend: row && ((step) => onSelect(extended(selection, row, next(step), ids()))),
    });
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const jump = (sequence: bigint) => {
    if (!search) return view.showFrom({ from: "before", sequence });
    const isBehind = (row: MessageRow) =>
      view.isOldestFirst ? row.sequence >= sequence : row.sequence <= sequence;
    const place = rows.findIndex(isBehind);
    scroller.current?.scrollTo({ top: (place < 0 ? rows.length : place) * rowPx });
  };
  const isNewestOnTop =
    !search && !view.isOldestFirst && !view.isLastOnly && view.start.from === "newest";
  return (
    // The bar beside few hits still tells where they lie.
    <div className={`relative flex min-w-0 ${search ? "min-h-72" : ""}`}>
      {probe}
      {isNewestOnTop && (
        <NewNote
          rows={rows}
          first={sight.first}
          onShow={() => scroller.current?.scrollTo({ top: 0 })}
        />
      )}
      <div
        ref={scroller}
        className="isolate max-h-[max(16rem,calc(100dvh-24rem))] min-w-0 flex-1 overflow-auto overscroll-contain border-line border-t [scrollbar-width:none]"
        style={{ "--table-row": `${rowPx}px` } as CSSProperties}
      >
        <table
          aria-label="Messages"
          // How many there will be is not known: rows come as they are reached.
          aria-rowcount={-1}
          className="block"
          style={tableStyle(shown, isNarrow)}
        >
          <TableHead
            columns={shown}
            view={table}
            isNarrow={isNarrow}
            check={{
              noun: "messages",
              isSome: selection.ids.size > 0,
              isAll: selection.ids.size > 0 && selection.ids.size >= rows.length,
              toggle: () =>
                onSelect(
                  selection.ids.size > 0 ? noSelection : { ids: new Set(ids()), anchor: undefined },
                ),
            }}
          />
          <TableBody
            scroller={scroller}
            rows={rows}
            columns={shown}
            rowId={rowIdOf}
            rowPx={rowPx}
            headPx={headPx}
            hasManyLines={isNarrow}
            isNarrow={isNarrow}
            openId={view.open === undefined ? undefined : String(view.open)}
            selected={selection.ids}
            canOpen
            canSelect
            events={{
              open: (row) => view.openAt(row.sequence),
              select: (id, isRange) =>
                onSelect(isRange ? extendTo(selection, id, ids()) : toggleRow(selection, id)),
            }}
            onKey={onKey}
            hold={hold}
          />
        </table>
      </div>
      {extent && extent.last > extent.first && (
        <PositionBar
          extent={extent}
          isOldestFirst={view.isOldestFirst}
          top={rows[Math.min(sight.first, rows.length - 1)]}
          bottom={rows[Math.min(sight.last, rows.length - 1)]}
          hits={view.filter === ">" && !view.isLastOnly && !search ? undefined : rows}
          scanned={search?.told.progress}
          onJump={jump}
        />
      )}
    </div>
  );
}

type Next = (by: number) => MessageRow;

function extended(
  selection: Selection,
  from: MessageRow,
  to: MessageRow,
  ids: readonly string[],
): Selection {
  const anchor = selection.anchor ?? rowIdOf(from);
  return extendTo({ ...selection, anchor }, rowIdOf(to), ids);
}

function tableStyle(columns: readonly Column<MessageRow>[], isNarrow: boolean): CSSProperties {
  const inLine = columns.filter(({ small }) => !isNarrow || small !== "below");
  const tracks = inLine.map(({ width, align, isRowHeader }) => {
    if (isNarrow) return isRowHeader ? "minmax(0,1fr)" : `${width}px`;
    return align === "end" || isRowHeader ? `${width}px` : `minmax(${width}px,${width}fr)`;
  });
  const sum = inLine.reduce((total, { width }) => total + width, checkPx);
  return {
    "--columns": [`${isNarrow ? checkNarrowPx : checkPx}px`, ...tracks].join(" "),
    minWidth: isNarrow ? undefined : sum,
  } as CSSProperties;
}
