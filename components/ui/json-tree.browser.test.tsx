import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { JsonTree } from "./json-tree";

const write = vi.spyOn(navigator.clipboard, "writeText");
const stream = {
  config: { name: "ORDERS", subjects: ["orders.eu", "orders.us"], metadata: { team: "payments" } },
  state: { last_seq: 18_446_744_073_709_551_615n },
};

beforeEach(() => {
  write.mockReset().mockResolvedValue();
});

describe("a tree of JSON", () => {
  it("is walked, opened and closed by keyboard", async () => {
    const screen = await render(<JsonTree label="Stream" value={stream} openLevels={1} />);
    const item = (name: RegExp) => screen.getByRole("treeitem", { name });
    await expect.element(item(/^config/)).toHaveAttribute("aria-expanded", "false");
    (screen.getByRole("tree", { name: "Stream" }).element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(item(/subjects/)).toHaveAttribute("aria-expanded", "false");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}");
    const first = item(/0: "orders.eu"/);
    await expect.element(first).toHaveAttribute("aria-selected", "true");
    await expect.element(first).toHaveAttribute("aria-level", "3");
    await expect
      .element(screen.getByRole("tree"))
      .toHaveAttribute("aria-activedescendant", first.element().id);
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    await expect.element(item(/subjects/)).not.toBeInTheDocument();
  });

  it("shows every digit, and copies path and value of what is chosen", async () => {
    const screen = await render(<JsonTree label="Stream" value={stream} openLevels={3} />);
    await screen.getByRole("treeitem", { name: /0: "orders.eu"/ }).click();
    await screen.getByRole("button", { name: "Copy path" }).click();
    expect(write).toHaveBeenLastCalledWith("config.subjects[0]");
    await screen.getByRole("treeitem", { name: /18446744073709551615/ }).click();
    await screen.getByRole("button", { name: "Copy value as JSON" }).click();
    expect(write).toHaveBeenLastCalledWith("18446744073709551615");
  });

  it("finds what is folded away, counts it, opens what holds it, and goes round", async () => {
    const screen = await render(<JsonTree label="Stream" value={stream} openLevels={1} />);
    const search = screen.getByRole("searchbox", { name: "Find in stream" });
    await search.fill("orders");
    await expect.element(screen.getByText("3 found")).toBeVisible();
    await search.click();
    await userEvent.keyboard("{Enter}{Enter}");
    const second = screen.getByRole("treeitem", { name: /0: "orders.eu"/ });
    await expect.element(second).toHaveAttribute("aria-selected", "true");
    await expect.element(screen.getByText("2 of 3 found")).toBeVisible();
    expect(second.element().querySelector("mark")?.textContent).toBe("orders");
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    await expect
      .element(screen.getByRole("treeitem", { name: /ORDERS/ }))
      .toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Escape}");
    await expect.element(search).toHaveValue("");
  });

  it("draws only what is in sight of 100,000 nodes, and End goes to the last", async () => {
    await page.viewport(1_000, 700);
    const many = Array.from({ length: 100_000 }, (_, index) => `row ${index}`);
    const screen = await render(<JsonTree label="Many" value={many} />);
    const tree = screen.getByRole("tree");
    await expect.element(tree).toBeVisible();
    (tree.element() as HTMLElement).focus();
    await userEvent.keyboard("{End}");
    await expect.element(screen.getByRole("treeitem", { name: /row 99999/ })).toBeVisible();
    expect(tree.element().querySelectorAll("[role=treeitem]").length).toBeLessThan(120);
  });

  it("T04: cuts a long text, shows all of it when asked, and writes what turns text round as escapes", async () => {
    const long = `${"x".repeat(5_000)}end`;
    const screen = await render(<JsonTree label="Text" value={{ long, bidi: "a\u202eb" }} />);
    await expect.element(screen.getByRole("treeitem", { name: /"a\\u\{202e\}b"/ })).toBeVisible();
    await screen.getByRole("treeitem", { name: /^long/ }).click();
    await expect.element(screen.getByText(/xend$/)).not.toBeInTheDocument();
    await screen.getByRole("button", { name: "Show all 5,003 characters" }).click();
    await expect.element(screen.getByText(/xend$/)).toBeVisible();
  });
});
