"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { Arranged } from "./arrange";
import type { Column } from "./column";
import { ExportDrop } from "./export-drop";
import type { TableView } from "./use-table-view";

/** What can be done with the rows selected; a reason says why not. */
export type TableAction<Row> = {
  label: string;
  run: (rows: readonly Row[]) => void;
  reason?: (rows: readonly Row[]) => string | undefined;
  isDanger?: boolean;
};

type Props<Row> = {
  name: string;
  noun: string;
  arranged: Arranged<Row> & { sortNow: () => void };
  /** How many there are without the filter. */
  all: number;
  selected: readonly Row[];
  shown: readonly Column<Row>[];
  actions: readonly TableAction<Row>[];
  onClear: () => void;
  /** What is said in the place of how many rows there are. */
  words: ReactNode;
};

const look = "flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 text-small";

/** A finger needs more room. */
const tall = "max-md:h-10";

/** How many rows there are; with rows selected, what can be done with them. */
export function TableFoot<Row>({ name, noun, arranged, all, ...rest }: Props<Row>) {
  const { selected, shown, actions, onClear, words } = rest;
  const { exact } = useFormat();
  const count = arranged.rows.length;
  if (selected.length > 0) {
    return (
      <section
        aria-label="Selection"
        className={`${look} sticky bottom-(--page-foot,0px) border-line border-t bg-select`}
      >
        <span role="status" className="mr-auto tabular-nums">
          {exact(selected.length)} of {exact(count)} {nouns(noun, count)} selected
        </span>
        <Moves arranged={arranged} />
        {actions.map(({ label, run, reason, isDanger }) => (
          <Button
            key={label}
            kind={isDanger ? "danger" : "plain"}
            className={tall}
            reason={reason?.(selected)}
            onClick={() => run(selected)}
          >
            {label}
          </Button>
        ))}
        <ExportDrop label="Export selected" name={name} rows={selected} columns={shown} />
        <Button kind="quiet" className={tall} onClick={onClear}>
          Clear selection
        </Button>
      </section>
    );
  }
  return (
    <div className={`${look} text-soft`}>
      {words ?? (
        <span className="tabular-nums">
          {count === all ? "" : `${exact(count)} of `}
          {exact(all)} {nouns(noun, all)}
        </span>
      )}
      <Moves arranged={arranged} />
    </div>
  );
}

/** Rows that stay where they are under the pointer, and the way to have them sorted. */
function Moves<Row>({ arranged: { moves, sortNow } }: Pick<Props<Row>, "arranged">) {
  const { exact } = useFormat();
  return (
    <>
      <span role="status" className="ml-auto tabular-nums">
        {moves > 0 && `${exact(moves)} ${nouns("row", moves)} would move`}
      </span>
      {moves > 0 && (
        <Button kind="quiet" className={tall} onClick={sortNow}>
          Sort now
        </Button>
      )}
    </>
  );
}

/** Why no row is shown, and the way back. */
export function NothingPasses({ noun, view }: { noun: string; view: TableView }) {
  const said = [view.text && `“${view.text}”`, ...view.filters.map(({ value }) => value)];
  return (
    <div className="flex flex-wrap items-center gap-x-2 px-3 py-8">
      <p className="break-words">
        No {noun} matches {said.filter(Boolean).join(" and ")}.
      </p>
      <Button kind="quiet" className={tall} onClick={() => view.change({ text: "", filters: [] })}>
        Clear filter
      </Button>
    </div>
  );
}

function nouns(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}
