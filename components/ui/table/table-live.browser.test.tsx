import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { columns, many, names, type Stream, told } from "./table-lab";

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

  it("draws only the cells anew whose rows have changed", async () => {
    const rows = many(10_000);
    const cell = vi.fn((row: Stream) => row.rate);
    const other = vi.fn((row: Stream) => row.storage);
    const own = { rate: { cell }, storage: { cell: other, reads: ["storage"] } } as const;
    const counted = columns.map((column) => ({ ...column, ...own[column.id as keyof typeof own] }));
    const screen = await render(told({ rows, columns: counted }));
    await expect.element(screen.getByRole("row", { name: "s3 3 file" })).toBeVisible();
    cell.mockClear();
    other.mockClear();
    const next = rows.map((row, place) => (place % 1_000 === 3 ? { ...row, rate: 77 } : row));
    await screen.rerender(told({ rows: next, columns: counted }));
    await expect.element(screen.getByRole("row", { name: "s3 77 file" })).toBeVisible();
    expect(cell.mock.calls).toEqual([[next[3], false]]);
    expect(other).not.toHaveBeenCalled();
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
