"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Column } from "./column";
import { stepOf } from "./row-steps";
import { type RowEvents, TableRow } from "./table-row";
import { usePlaceKept } from "./use-place-kept";
import { useSteadyEvents } from "./use-steady-events";

/** What a body needs to know of its table. */
export type BodyProps<Row> = {
  scroller: RefObject<HTMLDivElement | null>;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  rowPx: number;
  headPx: number;
  hasManyLines: boolean;
  isNarrow: boolean;
  openId: string | undefined;
  selected: ReadonlySet<string>;
  canOpen: boolean;
  canSelect: boolean;
  events: Omit<RowEvents<Row>, "stand">;
  /** A key that is not about moving. */
  onKey: (event: KeyboardEvent, row: Row | undefined, next: (by: number) => Row) => void;
  hold: object;
};

/** The rows that are in sight, of any number. */
export function TableBody<Row extends object>(props: BodyProps<Row>): ReactNode {
  "use no memo"; // The virtualizer is one object that changes inside.
  const { scroller, rows, columns, rowId, rowPx, headPx, hasManyLines, events, onKey, hold } =
    props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [standId, setStandId] = useState<string>();
  const wanted = useRef<number>(undefined);
  // Looked for where it was: 100,000 rows are not walked through on each draw.
  const standAt = useStandIndex(rows, rowId, standId);
  const steady = useSteadyEvents(events, setStandId);
  // biome-ignore lint/nursery/useReactCompiler: opted out above.
  const virtual = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    useFlushSync: false,
    initialRect: { width: 0, height: 600 },
    ...(hasManyLines && { getItemKey: (index) => keyOf(rows[index], rowId, index) }),
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      // The focus is not lost when its row is scrolled out of sight.
      if (standAt < 0 || drawn.includes(standAt)) return drawn;
      return [...drawn, standAt].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: reckoned anew when the density changes.
  useLayoutEffect(() => {
    // Rows that are measured tell of a change by themselves.
    if (!hasManyLines) virtual.measure();
  }, [rowPx, hasManyLines]);
  const [seen] = useState(() => () => ({
    topPx: virtual.scrollOffset ?? 0,
    heightPx: virtual.scrollRect?.height ?? 0,
  }));
  usePlaceKept({ scroller, rows, rowId, rowPx, seen, isOn: !hasManyLines });
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const row = rowAt(body.current, wanted.current);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  const walk = (to: number) => {
    const index = clamp(to, rows.length);
    virtual.scrollToIndex(index);
    const drawn = rowAt(body.current, index);
    if (drawn) drawn.focus({ preventScroll: true });
    else wanted.current = index;
  };
  const hear = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || rows.length === 0) return;
    const at = indexOf(event.target);
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headPx) / rowPx) - 1,
    );
    const to = stepOf(event, at, rows.length, page);
    const next = (by: number) => rows[clamp(at + by, rows.length)] as Row;
    onKey(event, rows[at], next);
    if (to === undefined) return;
    event.preventDefault();
    walk(to);
  };
  const items = virtual.getVirtualItems();
  const stop = Math.max(0, standAt);
  return (
    <tbody
      ref={body}
      onKeyDown={hear}
      className="relative block"
      style={{ height: virtual.getTotalSize() }}
      {...hold}
    >
      {items.map(({ index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const id = rowId(row);
        return (
          <TableRow
            key={id}
            row={row}
            id={id}
            index={index}
            startPx={start - headPx}
            columns={columns}
            isNarrow={props.isNarrow}
            isOpen={id === props.openId}
            isSelected={props.selected.has(id)}
            isStop={index === stop}
            measure={hasManyLines ? virtual.measureElement : undefined}
            canOpen={props.canOpen}
            canSelect={props.canSelect}
            events={steady}
          />
        );
      })}
    </tbody>
  );
}

function keyOf<Row>(row: Row | undefined, rowId: (row: Row) => string, index: number) {
  return row === undefined ? index : rowId(row);
}

function rowAt(body: HTMLElement | null, index: number) {
  return body?.querySelector<HTMLElement>(`[data-index="${index}"]`);
}

function indexOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  return Number(row?.getAttribute("data-index") ?? -1);
}

function useStandIndex<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  id: string | undefined,
) {
  const [last, setLast] = useState<{ rows: readonly Row[]; id: string | undefined; at: number }>({
    rows,
    id: undefined,
    at: -1,
  });
  if (last.rows === rows && last.id === id) return last.at;
  const near = rows[last.at];
  const isThere = id !== undefined && near !== undefined && rowId(near) === id;
  const at = isThere ? last.at : findRow(rows, rowId, id);
  setLast({ rows, id, at });
  return at;
}

function findRow<Row>(rows: readonly Row[], rowId: (row: Row) => string, id: string | undefined) {
  return id === undefined ? -1 : rows.findIndex((row) => rowId(row) === id);
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
