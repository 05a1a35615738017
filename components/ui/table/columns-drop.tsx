"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Column } from "./column";
import { Drop } from "./drop";
import type { TableView } from "./use-table-view";

type Props<Row> = {
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  view: TableView;
};

/** Which columns are shown, and in which order. */
export function ColumnsDrop<Row>({ columns, shown, view }: Props<Row>) {
  const chosen = shown.filter((column) => !column.isRowHeader);
  const hidden = columns.filter((column) => !column.isRowHeader && !shown.includes(column));
  const first = columns.filter((column) => !column.isRowHeader && !column.isHiddenAtFirst);
  const choose = (next: readonly Column<Row>[]) => {
    const ids = next.map(({ id }) => id);
    const isAsAtFirst = ids.join() === first.map(({ id }) => id).join();
    view.change({ columns: isAsAtFirst ? undefined : ids });
  };
  const move = (from: number, by: number) => {
    const next = chosen.filter((_, index) => index !== from);
    next.splice(from + by, 0, ...chosen.slice(from, from + 1));
    choose(next);
  };
  return (
    <Drop label="Columns">
      {[...chosen, ...hidden].map((column, index) => {
        const isShown = index < chosen.length;
        return (
          <div key={column.id} className="flex items-center rounded hover:bg-hover">
            <label className="flex min-w-0 flex-1 items-center gap-2 px-2 py-1 max-md:min-h-10">
              <input
                type="checkbox"
                checked={isShown}
                onChange={() =>
                  choose(isShown ? chosen.filter((one) => one !== column) : [...chosen, column])
                }
                className="size-4 accent-accent"
              />
              {column.head}
            </label>
            <Move
              label={`Move ${column.head} up`}
              isOff={!isShown || index === 0}
              onMove={() => move(index, -1)}
            >
              <ArrowUp aria-hidden="true" className="size-3.5" />
            </Move>
            <Move
              label={`Move ${column.head} down`}
              isOff={!isShown || index === chosen.length - 1}
              onMove={() => move(index, 1)}
            >
              <ArrowDown aria-hidden="true" className="size-3.5" />
            </Move>
          </div>
        );
      })}
      {view.columns && (
        <button
          type="button"
          onClick={() => view.change({ columns: undefined })}
          className="mt-1 w-full rounded px-2 py-1 text-left text-accent hover:bg-hover max-md:min-h-10"
        >
          As at first
        </button>
      )}
    </Drop>
  );
}

type MoveProps = { label: string; isOff: boolean; onMove: () => void; children: ReactNode };

function Move({ label, isOff, onMove, children }: MoveProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onMove()}
      className={`grid size-7 place-items-center rounded max-md:size-10 ${isOff ? "text-line" : "text-soft hover:text-ink"}`}
    >
      {children}
    </button>
  );
}
