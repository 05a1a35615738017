import { NuqsTestingAdapter, type UrlUpdateEvent } from "nuqs/adapters/testing";
import { beforeEach } from "vitest";
import { page } from "vitest/browser";
import type { Column } from "./column";
import { DataTable, type DataTableProps } from "./data-table";
import { useTableView } from "./use-table-view";

/** A row of the table that the tests look at. */
export type Stream = { name: string; storage: string; rate: number | undefined };

/** Wider than the page, and one of each kind. */
export const columns: Column<Stream>[] = [
  {
    id: "name",
    head: "Name",
    width: 200,
    isRowHeader: true,
    sortBy: (row) => row.name,
    cell: (row) => row.name,
    text: (row) => row.name,
  },
  {
    id: "rate",
    head: "In",
    align: "end",
    width: 400,
    sortBy: (row) => row.rate,
    cell: (row) => row.rate ?? "–",
    text: (row) => String(row.rate ?? ""),
    value: (row) => row.rate,
  },
  {
    id: "storage",
    head: "Storage",
    width: 400,
    small: "beside",
    cell: (row) => row.storage,
    text: (row) => row.storage,
    filterBy: (row) => row.storage,
  },
  { id: "note", head: "Note", width: 300, isHiddenAtFirst: true, cell: () => "n", text: () => "n" },
];

/** In no order. */
export const few: Stream[] = [
  { name: "ORDERS-10", storage: "file", rate: 5 },
  { name: "orders-9", storage: "memory", rate: 40 },
  { name: "EVENTS", storage: "file", rate: undefined },
];

/** The names of the rows that are drawn, from the top. */
export const names = () =>
  page
    .getByRole("rowheader")
    .elements()
    .map((cell) => cell.textContent);

/** What was written into the address. */
export const written: string[] = [];
beforeEach(async () => {
  written.length = 0;
  await page.viewport(1_000, 700);
});

type Given = Partial<DataTableProps<Stream>> & { at?: string; sort?: string; prefix?: string };

function Streams({ sort, prefix, ...props }: Given) {
  const view = useTableView({ ...(sort && { sort }), ...(prefix && { prefix }) });
  return (
    <DataTable
      name="Streams"
      noun="stream"
      rows={few}
      columns={columns}
      rowId={(row) => row.name}
      view={view}
      emptyFace="No stream yet"
      {...props}
    />
  );
}

/** The table, told all that the test says and the rest by itself. */
export function told({ at = "", ...props }: Given) {
  return (
    <NuqsTestingAdapter
      searchParams={at}
      hasMemory
      onUrlUpdate={(event: UrlUpdateEvent) => written.push(event.queryString)}
    >
      <Streams {...props} />
    </NuqsTestingAdapter>
  );
}

/** `s0`, `s1` and so on; each with its number as its rate. */
export const many = (count: number): Stream[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `s${index}`,
    storage: "file",
    rate: index,
  }));
