import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { few, many, names, told, written } from "./table-lab";

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

  it("has names of its own in the address beside another table", async () => {
    const screen = await render(told({ prefix: "past", at: "?sort=name&past-sort=-name" }));
    expect(names()).toEqual(["ORDERS-10", "orders-9", "EVENTS"]);
    await screen.getByRole("button", { name: "In" }).click();
    await vi.waitFor(() => expect(written.at(-1)).toBe("?sort=name&past-sort=-rate"));
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

  it("goes from what was typed to what was found", async () => {
    const onOpen = vi.fn();
    await render(told({ rows: many(1_000), onOpen }));
    page.getByRole("row").elements().at(1)?.focus();
    await userEvent.keyboard("/s77");
    await expect.element(page.getByRole("row", { name: /^s77 / })).toBeVisible();
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(page.getByRole("row", { name: /^s77 / })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(onOpen).toHaveBeenLastCalledWith(expect.objectContaining({ name: "s77" }));
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

  it("selects from one click to another with Shift, in the order shown", async () => {
    const screen = await render(told({ sort: "-rate", rows: many(100), actions: [] }));
    await screen.getByRole("checkbox", { name: "Select s97", exact: true }).click();
    await screen
      .getByRole("checkbox", { name: "Select s94", exact: true })
      .click({ modifiers: ["Shift"] });
    await expect.element(screen.getByText("4 of 100 streams selected")).toBeVisible();
    for (const name of ["s97", "s96", "s95", "s94"]) {
      await expect
        .element(screen.getByRole("checkbox", { name: `Select ${name}`, exact: true }))
        .toBeChecked();
    }
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
