"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { Marked } from "@/components/ui/marked";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import { useFormat } from "@/components/ui/use-format";
import type { KeyState, KeysRow } from "@/lib/model/kv-keys";
import { ChangedMark } from "./changed-mark";
import type { KeyRow } from "./keys-columns";

/** What can happen to a row; the same object for the life of a grid. */
export type KeysRowEvents = {
  open: (row: KeysRow) => void;
  choose: (row: KeysRow, index: number, isRange: boolean) => void;
  stand: (row: KeysRow, index: number) => void;
};

type Props = {
  row: KeysRow;
  index: number;
  topPx: number;
  rowPx: number;
  columns: readonly Column<KeyRow>[];
  isOpen: boolean;
  choice: "all" | "some" | "none";
  /** Where the Tab key comes to. */
  isStop: boolean;
  /** Branches have a mark before them, and what has none is set in as far. */
  isTree: boolean;
  /** The letters that are looked for. */
  text: string;
  events: KeysRowEvents;
};

const cellLook = "flex min-w-0 items-center px-3 font-normal [contain:size_layout]";
const indentPx = 18;

function KeysRowOnce(props: Props) {
  const { row, index, topPx, rowPx, columns, isOpen, choice, isStop, events } = props;
  const isChosen = choice === "all";
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      tabIndex={isStop ? 0 : -1}
      style={{ transform: `translateY(${topPx}px)`, height: rowPx }}
      onFocus={() => events.stand(row, index)}
      onClick={(event) => !isForSomethingElse(event.target) && events.open(row)}
      className={`absolute inset-x-0 top-0 grid cursor-pointer grid-cols-(--columns) border-line border-b outline-offset-[-2px] [contain:size_layout_style] ${lookOf(isOpen, isChosen)}`}
    >
      <td className="sticky left-0 z-1 bg-inherit">
        <label className="grid h-full place-items-center">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${row.kind === "branch" ? `all below ${row.prefix}` : row.key}`}
            checked={isChosen}
            ref={(box) => {
              if (box) box.indeterminate = choice === "some";
            }}
            onChange={() => undefined}
            onClick={(event) => events.choose(row, index, event.shiftKey)}
            className="size-4 accent-accent"
          />
        </label>
      </td>
      {row.kind === "branch" ? (
        <BranchCells row={row} columns={columns.length} events={events} />
      ) : (
        <KeyCells row={row} columns={columns} isTree={props.isTree} text={props.text} />
      )}
    </tr>
  );
}

/** A branch or a key of the grid; a row that says the same as before is the same object. */
export const KeysRowView = memo(KeysRowOnce);

type BranchProps = {
  row: Extract<KeysRow, { kind: "branch" }>;
  columns: number;
  events: KeysRowEvents;
};

function BranchCells({ row, columns, events }: BranchProps) {
  const format = useFormat();
  return (
    <th
      scope="row"
      className={`${cellLook} gap-3 text-left`}
      style={{ gridColumn: `span ${columns}`, paddingLeft: indentOf(row.depth) }}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={row.isOpen}
        aria-label={`Keys below ${row.prefix}`}
        onClick={() => events.open(row)}
        className="flex min-w-0 items-center gap-1.5 self-stretch font-mono text-small"
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-3.5 shrink-0 text-soft ${row.isOpen ? "rotate-90" : ""}`}
        />
        <MiddleCut text={row.name} />
      </button>
      <span className="shrink-0 text-small text-soft tabular-nums" title={format.exact(row.keys)}>
        {!row.isCounted && "≥ "}
        {format.count(row.keys)}
        <span className="sr-only"> {row.keys === 1 ? "key" : "keys"}</span>
      </span>
      {row.isReading && <span className="text-small text-soft">Reading</span>}
    </th>
  );
}

type KeyProps = { row: KeyRow; columns: readonly Column<KeyRow>[]; isTree: boolean; text: string };

function KeyCells({ row, columns, isTree, text }: KeyProps) {
  const { state } = row;
  const isGone = state !== undefined && state.operation.kind !== "put";
  return columns.map((column) =>
    column.isRowHeader ? (
      <th
        key={column.id}
        scope="row"
        aria-label={row.key}
        className={`${cellLook} sticky left-9 z-1 bg-inherit text-left font-mono text-small max-md:left-11 ${isGone ? "text-soft" : ""}`}
        style={{ paddingLeft: isTree ? indentOf(row.depth) + indentPx : undefined }}
      >
        <Changed state={state} />
        <Found text={row.name} word={text} />
        {isGone && <span className="ml-2 shrink-0 font-sans text-soft md:hidden">deleted</span>}
      </th>
    ) : (
      <td
        key={column.id}
        title={state && column.text(row)}
        className={`${cellLook} text-small text-soft ${column.align === "end" ? "justify-end tabular-nums" : ""}`}
      >
        {column.cell(row, false)}
      </td>
    ),
  );
}

/** Each change is another mark, which begins anew. */
function Changed({ state }: { state: KeyState | undefined }) {
  if (state?.changedAgoMs === undefined) return null;
  return <ChangedMark key={String(state.revision)} agoMs={state.changedAgoMs} />;
}

function Found({ text, word }: { text: string; word: string }) {
  if (word === "") return <MiddleCut text={text} />;
  return (
    <span className="block min-w-0 truncate whitespace-pre" title={text}>
      <bdi>
        <Marked text={text} word={word} />
      </bdi>
    </span>
  );
}

function indentOf(depth: number): number {
  // However deep, the name has room.
  return 12 + Math.min(depth, 12) * indentPx;
}

function lookOf(isOpen: boolean, isChosen: boolean): string {
  if (isOpen) return "bg-select shadow-[inset_2px_0_0_var(--color-accent)]";
  return isChosen ? "bg-select" : "bg-page hover:bg-hover focus-within:bg-hover";
}

/** A control inside has its own meaning, and so has marking text. */
function isForSomethingElse(target: EventTarget): boolean {
  const isControl = target instanceof Element && target.closest("button, label, a") !== null;
  return isControl || getSelection()?.isCollapsed === false;
}
