"use client";

import { X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { BarSearch } from "@/components/ui/bar-search";
import type { Column } from "./column";
import { ColumnsDrop } from "./columns-drop";
import { Drop } from "./drop";
import { ExportDrop } from "./export-drop";
import { countValues } from "./filter-rows";
import type { TableView } from "./use-table-view";

type Props<Row> = {
  name: string;
  /** Before the filter, and after it. */
  allRows: readonly Row[];
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  view: TableView;
};

/** What stands over a table: its filters, its columns, its way into a file. */
export function TableBar<Row>({ name, allRows, rows, columns, shown, view }: Props<Row>) {
  const search = useRef<HTMLInputElement>(null);
  useSlash(search);
  const filterable = columns.filter((column) => column.filterBy);
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-1 gap-y-1">
      <BarSearch
        ref={search}
        label={`Filter ${name.toLowerCase()}`}
        widthLook="mr-1 w-60 max-md:w-full"
        placeholder="Filter"
        value={view.text}
        onChange={(event) => view.change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            focusFirstRow(search.current);
          }
          if (event.key !== "Escape" || view.text === "") return;
          event.preventDefault();
          event.stopPropagation();
          view.change({ text: "" });
        }}
      />
      {filterable.length > 0 && <FilterDrop rows={allRows} columns={filterable} view={view} />}
      {view.filters.map((filter) => (
        <Chip
          key={`${filter.column}:${filter.value}`}
          words={`${columns.find(({ id }) => id === filter.column)?.head ?? filter.column}: ${filter.value}`}
          onRemove={() => view.change({ filters: view.filters.filter((one) => one !== filter) })}
        />
      ))}
      <span className="ml-auto flex items-center max-md:ml-0">
        <ColumnsDrop columns={columns} shown={shown} view={view} />
        <ExportDrop label="Export" name={name} rows={rows} columns={shown} />
      </span>
    </div>
  );
}

/** From what was typed into what was found; the rows stand beside this bar. */
function focusFirstRow(search: HTMLElement | null): void {
  const table = search?.closest("div")?.parentElement;
  table?.querySelector<HTMLElement>("[data-index]")?.focus();
}

function Chip({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Remove filter ${words}`}
      onClick={onRemove}
      className="flex h-7 max-w-60 items-center gap-1.5 rounded-md bg-select px-2 text-small hover:bg-hover max-md:h-10"
    >
      <span className="truncate">{words}</span>
      <X aria-hidden="true" className="size-3.5 shrink-0 text-soft" />
    </button>
  );
}

type FilterDropProps<Row> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  view: TableView;
};

function FilterDrop<Row>({ rows, columns, view }: FilterDropProps<Row>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Drop label="Add filter" onOpen={setOpen}>
      {isOpen &&
        columns.map(({ id, head, filterBy }) => (
          <fieldset key={id} className="mb-2 last:mb-0">
            <legend className="px-2 pb-0.5 text-soft text-tiny">{head}</legend>
            {filterBy &&
              countValues(rows, filterBy).map(([value, count]) => {
                const isOn = view.filters.some((one) => one.column === id && one.value === value);
                const others = view.filters.filter(
                  (one) => one.column !== id || one.value !== value,
                );
                return (
                  <label
                    key={value}
                    className="flex items-center gap-2 rounded px-2 py-1 hover:bg-hover max-md:min-h-10"
                  >
                    <input
                      type="checkbox"
                      checked={isOn}
                      onChange={() =>
                        view.change({ filters: isOn ? others : [...others, { column: id, value }] })
                      }
                      className="size-4 accent-accent"
                    />
                    <span className="mr-4 truncate">{value}</span>
                    <span aria-hidden="true" className="ml-auto text-soft tabular-nums">
                      {count}
                    </span>
                  </label>
                );
              })}
          </fieldset>
        ))}
    </Drop>
  );
}

/** A slash leads into the filter, unless something is typed into. */
function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.matches("input, textarea, select"))
        return;
      if (document.querySelector("dialog[open], [popover]:popover-open")) return;
      if (!field.current?.checkVisibility()) return;
      event.preventDefault();
      field.current.select();
      field.current.focus();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [field]);
}
