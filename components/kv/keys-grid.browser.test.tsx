import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { KeysLab, manyKeys } from "./keys-lab";
import type { KeysSelection } from "./keys-selection";

beforeEach(() => page.viewport(1_000, 700));

const grid = () => page.getByRole("table", { name: "Keys" });
const header = (name: string) => page.getByRole("rowheader", { name, exact: true });
const focused = () => document.activeElement?.querySelector("th")?.textContent;
const drawn = () => grid().element().querySelectorAll("tbody tr").length;
const box = () => grid().element().parentElement as HTMLElement;

const tree = ["plain", "user.1.mail", "user.1.name", "user.2.name", "zone"];

describe("the grid of keys", () => {
  it("draws few of 100,000 rows, wherever it is scrolled to", async () => {
    const asked: { from: number; count: number }[] = [];
    await render(<KeysLab keys={manyKeys(100_000)} asked={asked} />);
    await expect.element(header("item.0000000")).toBeVisible();
    expect(drawn()).toBeLessThan(150);
    box().scrollTop = box().scrollHeight / 2;
    await vi.waitFor(() => expect(asked.at(-1)?.from).toBeGreaterThan(49_000));
    await expect.element(header("item.0050000")).toBeVisible();
    expect(drawn()).toBeLessThan(150);
  });

  it("reaches the last of two million rows, which are higher than a browser draws", async () => {
    await render(<KeysLab keys={manyKeys(2_000_000)} />);
    await expect.element(header("item.0000000")).toBeVisible();
    (grid().element().querySelector("tbody tr") as HTMLElement).focus();
    await userEvent.keyboard("{End}");
    await vi.waitFor(() => expect(focused()).toContain("1999999"));
    await expect.element(header("item.1999999")).toBeVisible();
    await userEvent.keyboard("{ArrowUp}");
    await vi.waitFor(() => expect(focused()).toContain("1999998"));
    await userEvent.keyboard("{Home}");
    await vi.waitFor(() => expect(focused()).toContain("0000000"));
    await expect.element(header("item.0000000")).toBeVisible();
  });

  it("marks a row that was changed, and leaves it where it is", async () => {
    const keys = manyKeys(50);
    const screen = await render(<KeysLab keys={keys} />);
    await expect.element(header("item.0000003")).toBeVisible();
    const mark = () => grid().element().querySelectorAll("[data-changed]").length;
    expect(mark()).toBe(0);
    await screen.rerender(<KeysLab keys={keys} changed={["item.0000003"]} />);
    expect(mark()).toBe(1);
    await vi.waitFor(() => expect(mark()).toBe(0), { timeout: 4_000 });
  });

  it("keeps in sight what is in sight when keys come above it", async () => {
    const keys = manyKeys(5_000);
    const screen = await render(<KeysLab keys={keys} />);
    await expect.element(header("item.0000000")).toBeVisible();
    box().scrollTop = 1_000 * 40;
    await expect.element(header("item.0001005")).toBeVisible();
    const top = () => header("item.0001005").element().getBoundingClientRect().top;
    const before = top();
    await screen.rerender(<KeysLab keys={["a", "b", "c", ...keys]} />);
    await vi.waitFor(() => expect(grid().element().getAttribute("aria-rowcount")).toBe("5004"));
    expect(Math.abs(top() - before)).toBeLessThan(1);
  });
});

describe("the grid of keys by the keyboard", () => {
  it("opens branches to the right and leaves them to the left, and opens a key by Enter", async () => {
    const opened: string[] = [];
    await render(<KeysLab keys={tree} shape="tree" opened={opened} />);
    await expect.element(header("plain")).toBeVisible();
    (grid().element().querySelector("tbody tr") as HTMLElement).focus();
    await userEvent.keyboard("{ArrowDown}{ArrowRight}");
    const branch = page.getByRole("button", { name: "Keys below user.", exact: true });
    await expect.element(branch).toHaveAttribute("aria-expanded", "true");
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await expect.element(header("user.1.mail")).toBeVisible();
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(opened).toEqual(["user.1.mail"]);
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
    await expect.element(header("user.1.mail")).not.toBeInTheDocument();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
    await expect.element(branch).toHaveAttribute("aria-expanded", "false");
    expect(focused()).toContain("user.");
  });

  it("has one stop for the Tab key", async () => {
    await render(<KeysLab keys={tree} />);
    await expect.element(header("plain")).toBeVisible();
    expect(grid().element().querySelectorAll("tbody [tabindex='0']").length).toBe(1);
  });
});

describe("keys that are chosen", () => {
  let chosen: KeysSelection | undefined;
  const onSelection = (selection: KeysSelection) => {
    chosen = selection;
  };
  const keys = () => [...(chosen?.keys ?? [])].sort();

  it("are a range by Shift, also over rows that are out of sight", async () => {
    await render(<KeysLab keys={manyKeys(5_000)} onSelection={onSelection} />);
    await page.getByRole("checkbox", { name: "Select item.0000002" }).click();
    box().scrollTop = 2_000 * 40;
    await expect.element(header("item.0002000")).toBeVisible();
    const last = page.getByRole("checkbox", { name: "Select item.0002000" });
    await userEvent.keyboard("{Shift>}");
    await last.click();
    await userEvent.keyboard("{/Shift}");
    await vi.waitFor(() => expect(keys()).toHaveLength(1_999));
    expect(keys()[0]).toBe("item.0000002");
    expect(keys().at(-1)).toBe("item.0002000");
  });

  it("are all below a branch, which is half chosen where one is left out", async () => {
    await render(<KeysLab keys={tree} shape="tree" onSelection={onSelection} />);
    const branch = page.getByRole("checkbox", { name: "Select all below user.", exact: true });
    await branch.click();
    await vi.waitFor(() => expect(keys()).toEqual(["user.1.mail", "user.1.name", "user.2.name"]));
    await page.getByRole("button", { name: "Keys below user.", exact: true }).click();
    await page.getByRole("checkbox", { name: "Select all below user.2.", exact: true }).click();
    await vi.waitFor(() => expect(keys()).toEqual(["user.1.mail", "user.1.name"]));
    await expect.element(branch).toBePartiallyChecked();
  });

  it("are all that match, until one is taken out; Escape leaves none", async () => {
    await render(<KeysLab keys={tree} onSelection={onSelection} />);
    await page.getByRole("checkbox", { name: "Select all keys" }).click();
    expect(chosen?.isAll).toBe(true);
    await page.getByRole("checkbox", { name: "Select zone" }).click();
    await vi.waitFor(() => expect(keys()).toEqual(tree.slice(0, -1)));
    (grid().element().querySelector("tbody tr") as HTMLElement).focus();
    await userEvent.keyboard("{Escape}");
    await vi.waitFor(() => expect(keys()).toEqual([]));
  });
});
