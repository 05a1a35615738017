import { describe, expect, it, onTestFinished, vi } from "vitest";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { columns, many, told } from "./table-lab";

describe("a table's rows as a file", () => {
  it("are those that pass, in their order, with the columns shown", async () => {
    const saved = watchSaving();
    const screen = await render(told({ sort: "-rate", at: "?f=storage:file&cols=rate,note" }));
    await screen.getByRole("button", { name: "Export" }).click();
    await screen.getByRole("button", { name: "JSON lines" }).click();
    await vi.waitFor(() =>
      expect(saved.names).toEqual([expect.stringMatching(/^streams.*\.jsonl$/i)]),
    );
    expect(await saved.files[0]?.text()).toBe(
      '{"name":"ORDERS-10","rate":5,"note":"n"}\n{"name":"EVENTS","note":"n"}\n',
    );
  });

  it("are those selected, without what is only looked at", async () => {
    const saved = watchSaving();
    const pictured = columns.map((column) =>
      column.id === "storage" ? { ...column, isOnlySeen: true } : column,
    );
    const screen = await render(told({ columns: pictured, actions: [] }));
    await screen.getByRole("checkbox", { name: "Select orders-9" }).click();
    await screen.getByRole("button", { name: "Export selected" }).click();
    const drop = screen.getByRole("group", { name: "Export selected" });
    await drop.getByRole("button", { name: "CSV" }).click();
    await vi.waitFor(() => expect(saved.files).toHaveLength(1));
    expect(await saved.files[0]?.text()).toBe("Name,In\r\norders-9,40\r\n");
  });

  it("are written without a long task, of 100,000 too, and can be called off", async () => {
    const saved = watchSaving();
    const tasks = watchTasks();
    const screen = await render(told({ rows: many(100_000) }));
    await screen.getByRole("button", { name: "Export" }).click();
    press(screen.getByRole("button", { name: "CSV" }).element());
    const cancel = screen.getByRole("button", { name: "Cancel" });
    await vi.waitFor(() => press(cancel.element()), { interval: 1 });
    await expect.element(screen.getByRole("button", { name: "Export" })).toBeVisible();
    expect(saved.files).toEqual([]);
    await screen.getByRole("button", { name: "Export" }).click();
    tasks.begin();
    await screen.getByRole("button", { name: "JSON lines" }).click();
    await vi.waitFor(() => expect(saved.files).toHaveLength(1), { timeout: 15_000 });
    expect(tasks.longestMs()).toBeLessThan(100);
    const lines = (await saved.files[0]?.text())?.split("\n") ?? [];
    expect([lines.length, lines[99_999]]).toEqual([
      100_001,
      '{"name":"s99999","rate":99999,"storage":"file"}',
    ]);
  });
});

/** At once: a click by the browser's own way would come when the work is done. */
function press(button: Element): void {
  (button as HTMLButtonElement).click();
}

/** What would be saved, instead of saving it. */
function watchSaving() {
  const files: Blob[] = [];
  const names: string[] = [];
  const made = vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
    files.push(file as Blob);
    return "blob:none";
  });
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  onTestFinished(() => {
    made.mockRestore();
    clicked.mockRestore();
  });
  return { files, names };
}

/** How long the page did not listen at the worst; the browser tells of 50 ms and more. */
function watchTasks() {
  let observer: PerformanceObserver | undefined;
  const tasks: number[] = [];
  const take = (entries: PerformanceEntry[]) =>
    tasks.push(...entries.map(({ duration }) => duration));
  onTestFinished(() => observer?.disconnect());
  return {
    begin() {
      observer = new PerformanceObserver((list) => take(list.getEntries()));
      observer.observe({ type: "longtask" });
    },
    longestMs() {
      take(observer?.takeRecords() ?? []);
      return Math.max(0, ...tasks);
    },
  };
}
