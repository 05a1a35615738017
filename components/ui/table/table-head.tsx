"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { Column } from "./column";
import type { TableView } from "./use-table-view";

type Props<Row> = {
  columns: readonly Column<Row>[];
  view: TableView;
  isNarrow: boolean;
  check: HeadCheck | undefined;
};

/** The box that chooses every row shown. */
type HeadCheck = { noun: string; isAll: boolean; isSome: boolean; toggle: () => void };

/** The heads of the columns, which sort. */
export function TableHead<Row>({ columns, view, isNarrow, check }: Props<Row>) {
  return (
    <thead className="sticky top-0 z-2 block bg-page">
      <tr
        aria-rowindex={1}
        className="grid h-8 grid-cols-(--columns) border-line border-b max-md:h-11"
      >
        {check && (
          <td className="sticky left-0 z-1 bg-page">
            <label className="grid h-full place-items-center">
              <input
                type="checkbox"
                aria-label={`Select all ${check.noun}`}
                checked={check.isAll}
                ref={(box) => {
                  if (box) box.indeterminate = check.isSome && !check.isAll;
                }}
                onChange={check.toggle}
                className="size-4 accent-accent"
              />
            </label>
          </td>
        )}
        {columns
          .filter((column) => !isNarrow || column.small !== "below")
          .map((column) => (
            <Head key={column.id} column={column} view={view} isAfterCheck={check !== undefined} />
          ))}
      </tr>
    </thead>
  );
}

type HeadProps<Row> = { column: Column<Row>; view: TableView; isAfterCheck: boolean };

function Head<Row>({ column, view, isAfterCheck }: HeadProps<Row>) {
  const { id, head, unit, align, isRowHeader, sortBy } = column;
  const sort = view.sort?.column === id ? view.sort : undefined;
  const side = align === "end" ? "justify-end" : "";
  const words = (
    <>
      <span className="truncate">{head}</span>
      {unit && <span className="text-tiny">{unit}</span>}
    </>
  );
  return (
    <th
      scope="col"
      aria-sort={sort ? ariaSort(sort.isDescending) : undefined}
      className={`flex min-w-0 font-normal text-small text-soft ${isRowHeader ? `sticky z-1 bg-page ${isAfterCheck ? "left-9" : "left-0"}` : ""}`}
    >
      {sortBy ? (
        <button
          type="button"
          onClick={() => view.change({ sort: nextSort(view, column) })}
          className={`flex min-w-0 flex-1 items-center gap-1 px-3 outline-offset-[-2px] hover:text-ink ${side} ${sort ? "text-ink" : ""}`}
        >
          {align === "end" && sort && <Arrow isDescending={sort.isDescending} />}
          {words}
          {align !== "end" && sort && <Arrow isDescending={sort.isDescending} />}
        </button>
      ) : (
        <span className={`flex min-w-0 flex-1 items-center gap-1 px-3 ${side}`}>{words}</span>
      )}
    </th>
  );
}

function Arrow({ isDescending }: { isDescending: boolean }) {
  const Icon = isDescending ? ArrowDown : ArrowUp;
  return <Icon aria-hidden="true" className="size-3.5 shrink-0" />;
}

function ariaSort(isDescending: boolean) {
  return isDescending ? "descending" : "ascending";
}

/** Of numbers the largest are asked for first, of names the first. */
function nextSort<Row>({ sort }: TableView, { id, align }: Column<Row>) {
  const isDescending = sort?.column === id ? !sort.isDescending : align === "end";
  return { column: id, isDescending };
}
