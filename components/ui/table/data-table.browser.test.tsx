import { NuqsTestingAdapter, type UrlUpdateEvent } from "nuqs/adapters/testing";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import type { Column } from "./column";
import { DataTable, type DataTableProps } from "./data-table";
import { useTableView } from "./use-table-view";

type Stream = { name: string; storage: string; rate: number | undefined };

const columns: Column<Stream>[] = [
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

const few: Stream[] = [
  { name: "ORDERS-10", storage: "file", rate: 5 },
  { name: "orders-9", storage: "memory", rate: 40 },
  { name: "EVENTS", storage: "file", rate: undefined },
];

const names = () =>
  page
    .getByRole("rowheader")
    .elements()
    .map((cell) => cell.textContent);

const written: string[] = [];
beforeEach(async () => {
  written.length = 0;
  await page.viewport(1_000, 700);
});

type Given = Partial<DataTableProps<Stream>> & { at?: string; sort?: string };

function Streams({ sort, ...props }: Given) {
  const view = useTableView(sort === undefined ? {} : { sort });
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

function told({ at = "", ...props }: Given) {
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

const many = (count: number): Stream[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `s${index}`,
    storage: "file",
    rate: index,
  }));

describe("a table", () => {
  it("is sorted by its heads, says so, and keeps it in the address", async () => {
    const screen = await render(told({}));
    await screen.getByRole("button", { name: "Name" }).click();
    expect(names()).toEqual(["EVENTS", "orders-9", "ORDERS-10"]);
    await screen.getByRole("button", { name: "In" }).click();
    // What is not known comes last, both ways.
    expect(names()).toEqual(["orders-9", "ORDERS-10", "EVENTS"]);
    const head = screen.getByRole("columnheader", { name: "In" });
    await expect.element(head).toHaveAttribute("aria-sort", "descending");
    await vi.waitFor(() => expect(written.at(-1)).toBe("?sort=-rate"));
    await screen.getByRole("button", { name: "In" }).click();
    expect(names()).toEqual(["ORDERS-10", "orders-9", "EVENTS"]);
  });

  it("leaves the address clean where it is sorted as at first", async () => {
    const screen = await render(told({ sort: "-rate", at: "?sort=name" }));
    await screen.getByRole("button", { name: "In" }).click();
    await vi.waitFor(() => expect(written.at(-1)).toBe(""));
    expect(names()).toEqual(["orders-9", "ORDERS-10", "EVENTS"]);
  });

  it("is filtered by words after a slash, and says when nothing is left", async () => {
    const screen = await render(told({}));
    await userEvent.keyboard("/");
    await userEvent.keyboard("ord 9");
    await vi.waitFor(() => expect(names()).toEqual(["orders-9"]));
    await expect.element(screen.getByText("1 of 3 streams")).toBeVisible();
    await userEvent.keyboard("x");
    await expect.element(screen.getByText("No stream matches “ord 9x”.")).toBeVisible();
    await screen.getByRole("button", { name: "Clear filter" }).click();
    await vi.waitFor(() => expect(names()).toHaveLength(3));
  });

  it("is filtered by chips that are in the address and can be removed", async () => {
    const screen = await render(told({}));
    await screen.getByRole("button", { name: "Add filter" }).click();
    await screen.getByRole("checkbox", { name: "file" }).click();
    expect(names()).toEqual(["ORDERS-10", "EVENTS"]);
    await vi.waitFor(() => expect(written.at(-1)).toBe("?f=storage:file"));
    await userEvent.keyboard("{Escape}");
    await screen.getByRole("button", { name: "Remove filter Storage: file" }).click();
    expect(names()).toHaveLength(3);
    await vi.waitFor(() => expect(written.at(-1)).toBe(""));
  });

  it("shows the columns chosen, in the order chosen, and writes them down", async () => {
    const screen = await render(told({ at: "?cols=note,rate" }));
    const heads = () =>
      page
        .getByRole("columnheader")
        .elements()
        .map((head) => head.textContent);
    expect(heads()).toEqual(["Name", "Note", "In"]);
    await screen.getByRole("button", { name: "Columns" }).click();
    await screen.getByRole("button", { name: "Move In up" }).click();
    expect(heads()).toEqual(["Name", "In", "Note"]);
    await vi.waitFor(() => expect(written.at(-1)).toBe("?cols=rate,note"));
    await screen.getByRole("button", { name: "As at first" }).click();
    expect(heads()).toEqual(["Name", "In", "Storage"]);
    await vi.waitFor(() => expect(written.at(-1)).toBe(""));
  });

  it("shows what a narrow screen has room for, and a finger can hit", async () => {
    await page.viewport(390, 700);
    const screen = await render(told({}));
    const heads = () =>
      page
        .getByRole("columnheader")
        .elements()
        .map((head) => head.textContent);
    expect(heads()).toEqual(["Name", "Storage"]);
    const row = screen.getByRole("row", { name: /EVENTS/ }).element();
    expect(row.getBoundingClientRect().height).toBeGreaterThanOrEqual(40);
  });

  it("draws no more of 100,000 rows than are in sight, under a head and beside names that stay", async () => {
    await page.viewport(800, 700);
    const screen = await render(told({ rows: many(100_000) }));
    const table = screen.getByRole("table", { name: "Streams" });
    await expect.element(table).toHaveAttribute("aria-rowcount", "100001");
    await vi.waitFor(() => expect(page.getByRole("row").elements().length).toBeGreaterThan(10));
    expect(page.getByRole("row").elements().length).toBeLessThan(100);
    const box = table.element().parentElement as HTMLElement;
    const head = screen.getByRole("columnheader", { name: "Name" });
    const before = head.element().getBoundingClientRect();
    box.scrollTo(150, 2_000_000);
    const row = screen.getByRole("row", { name: "s50010 50010 file" });
    await expect.element(row).toHaveAttribute("aria-rowindex", "50012");
    const after = head.element().getBoundingClientRect();
    expect([after.top, after.left]).toEqual([before.top, before.left]);
    const name = screen.getByRole("rowheader", { name: "s50010" }).element();
    expect(name.getBoundingClientRect().left).toBe(before.left);
    expect(page.getByRole("row").elements().length).toBeLessThan(100);
  });
});

describe("a table by the keyboard", () => {
  it("moves from row to row, to the ends, and opens one", async () => {
    const onOpen = vi.fn();
    await render(told({ rows: many(1_000), onOpen }));
    page.getByRole("row").elements().at(1)?.focus();
    await userEvent.keyboard("j{ArrowDown}k{Enter}");
    expect(onOpen).toHaveBeenLastCalledWith(expect.objectContaining({ name: "s1" }));
    await userEvent.keyboard("{End}");
    await expect.element(page.getByRole("row", { name: /s999/ })).toHaveFocus();
    await userEvent.keyboard("{PageUp}{Enter}");
    expect(onOpen).toHaveBeenCalledTimes(2);
    await userEvent.keyboard("{Home}");
    await expect.element(page.getByRole("row", { name: "s0 0 file" })).toHaveFocus();
  });

  it("selects a row, more, all, and none, and says what can be done with them", async () => {
    const run = vi.fn();
    const screen = await render(told({ actions: [{ label: "Purge streams", run }] }));
    page.getByRole("row").elements().at(1)?.focus();
    await userEvent.keyboard(" ");
    await expect.element(screen.getByText("1 of 3 streams selected")).toBeVisible();
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await expect.element(screen.getByText("2 of 3 streams selected")).toBeVisible();
    await userEvent.keyboard("{Control>}a{/Control}");
    await screen.getByRole("button", { name: "Purge streams" }).click();
    expect(run).toHaveBeenCalledWith(few);
    page.getByRole("row").elements().at(1)?.focus();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByText("3 streams")).toBeVisible();
  });

  it("opens a row on a click, and leaves its own controls alone", async () => {
    const onOpen = vi.fn();
    const screen = await render(told({ onOpen, actions: [] }));
    await screen.getByRole("checkbox", { name: "Select EVENTS" }).click();
    expect(onOpen).not.toHaveBeenCalled();
    await screen.getByRole("rowheader", { name: "EVENTS" }).click();
    expect(onOpen).toHaveBeenCalledWith(few[2]);
  });
});

describe("a table whose rows change", () => {
  const at = (rates: number[]): Stream[] =>
    rates.map((rate, index) => ({ name: `s${index}`, storage: "file", rate }));

  it("keeps its order under the pointer, says what would move, and moves it when asked", async () => {
    const screen = await render(told({ sort: "-rate", rows: at([3, 2, 1]) }));
    await screen.getByRole("rowheader", { name: "s1" }).hover();
    await screen.rerender(told({ sort: "-rate", rows: at([3, 2, 9, 4]) }));
    await expect.element(screen.getByRole("row", { name: "s2 9 file" })).toBeVisible();
    expect(names()).toEqual(["s0", "s1", "s2", "s3"]);
    await expect.element(screen.getByText("2 rows would move")).toBeVisible();
    await screen.getByRole("button", { name: "Sort now" }).click();
    expect(names()).toEqual(["s2", "s3", "s0", "s1"]);
  });

  it("is sorted by itself once the pointer has left", async () => {
    const screen = await render(told({ sort: "-rate", rows: at([3, 2, 1]) }));
    await screen.getByRole("rowheader", { name: "s1" }).hover();
    await screen.rerender(told({ sort: "-rate", rows: at([3, 2, 9]) }));
    await screen.getByRole("searchbox").hover();
    expect(names()).toEqual(["s0", "s1", "s2"]);
    await vi.waitFor(() => expect(names()).toEqual(["s2", "s0", "s1"]), { timeout: 5_000 });
  });

  it("keeps in sight what is in sight when rows come above it", async () => {
    const rows = many(1_000);
    const screen = await render(told({ rows }));
    const box = screen.getByRole("table").element().parentElement as HTMLElement;
    box.scrollTo(0, 10_000);
    const row = screen.getByRole("rowheader", { name: "s255" });
    await expect.element(row).toBeVisible();
    const { top } = row.element().getBoundingClientRect();
    const added = Array.from({ length: 50 }, (_, index) => ({
      ...(rows[0] as Stream),
      name: `new${index}`,
    }));
    await screen.rerender(told({ rows: [...added, ...rows] }));
    await vi.waitFor(() => expect(row.element().getBoundingClientRect().top).toBe(top));
  });
});

describe("a table without rows", () => {
  it("says that it waits, why it failed, and what to do where there is none", async () => {
    const screen = await render(told({ rows: undefined }));
    await expect.element(screen.getByRole("status")).toHaveTextContent("Loading streams");
    const problem = { title: "Streams could not be read", detail: "No answer in time." };
    await screen.rerender(told({ rows: undefined, problem }));
    await expect.element(screen.getByRole("alert")).toHaveTextContent(problem.title);
    await screen.rerender(told({ problem }));
    await expect.element(screen.getByRole("alert")).toBeVisible();
    expect(names()).toHaveLength(3);
    await screen.rerender(told({ rows: [] }));
    await expect.element(screen.getByText("No stream yet")).toBeVisible();
  });
});
