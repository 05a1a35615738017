import { describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { columns, many, type Stream, told } from "./table-lab";

describe("the shape of a table", () => {
  it("shows what a narrow screen has room for, and a finger can hit", async () => {
    await page.viewport(390, 700);
    const screen = await render(told({}));
    const heads = () =>
      page
        .getByRole("columnheader")
        .elements()
        .map((head) => head.textContent);
    await expect.poll(heads, { timeout: 10_000 }).toEqual(["Name", "Storage"]);
    const row = screen.getByRole("row", { name: /EVENTS/ }).element();
    expect(row.getBoundingClientRect().height).toBeGreaterThanOrEqual(40);
  });

  it("has nothing on a narrow screen that a finger would miss", async () => {
    await page.viewport(390, 700);
    const narrow = columns.map((column) => ({ ...column, width: 90 }));
    const actions = [{ label: "Purge streams", run: () => undefined }];
    const screen = await render(told({ columns: narrow, at: "?f=storage:file", actions }));
    await screen.getByRole("checkbox", { name: "Select EVENTS" }).click();
    await screen.getByRole("button", { name: "Columns" }).click();
    const targets = document.querySelectorAll("button, input[type=search], label:has(input)");
    const missed = [...targets]
      .filter((target) => target.checkVisibility() && !isForFinger(target))
      .map((target) => target.textContent || target.getAttribute("aria-label"));
    expect(targets.length).toBeGreaterThan(10);
    expect(missed).toEqual([]);
  });

  it("puts below a name what a narrow screen has no room for beside it", async () => {
    await page.viewport(390, 700);
    const wrapped = columns.map((column) =>
      column.id === "rate" ? { ...column, small: "below" as const } : column,
    );
    const screen = await render(told({ columns: wrapped, actions: [] }));
    const boxOf = (name: string) =>
      screen.getByRole("cell", { name, exact: true }).element().getBoundingClientRect();
    const name = screen.getByRole("rowheader", { name: "orders-9" }).element();
    const { bottom, left } = name.getBoundingClientRect();
    expect(boxOf("40").top).toBeGreaterThanOrEqual(bottom);
    expect(boxOf("40").left).toBe(left);
    expect(boxOf("memory").bottom).toBe(bottom);
  });

  it("makes rows as high as what is in them", async () => {
    const wordy = columns.map((column) =>
      column.isRowHeader ? { ...column, cell: (row: Stream) => <Tall row={row} /> } : column,
    );
    await render(told({ columns: wordy, hasManyLines: true }));
    const ends = () =>
      page
        .getByRole("row")
        .elements()
        .slice(1)
        .map((row) => row.getBoundingClientRect());
    await vi.waitFor(() => {
      const [first, second, third] = ends() as [DOMRect, DOMRect, DOMRect];
      expect([second.top, third.top]).toEqual([first.bottom, second.bottom]);
      expect(second.height - first.height).toBe(200);
    });
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

function Tall({ row: { name } }: { row: Stream }) {
  return <div style={{ height: name === "orders-9" ? 300 : 100 }}>{name}</div>;
}

function isForFinger(target: Element): boolean {
  const { width, height } = target.getBoundingClientRect();
  return width >= 40 && height >= 40;
}
