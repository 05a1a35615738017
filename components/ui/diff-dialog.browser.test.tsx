import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { DiffDialog } from "./diff-dialog";

const before = { subjects: ["orders.eu"], max_age: 0, note: "one\ntwo\nthree" };
const after = { subjects: ["orders.eu", "orders.us"], max_age: 3_600, note: "one\n2\nthree" };
const on = { save: vi.fn(), cancel: vi.fn() };

beforeEach(async () => {
  on.save.mockReset();
  on.cancel.mockReset();
  await page.viewport(1_200, 800);
});

describe("what will change", () => {
  it("is counted in the title, shown where it stands, and saved when asked", async () => {
    const screen = await render(<Asked />);
    const title = "Save stream ORDERS: 2 changed, 1 added";
    await expect.element(screen.getByRole("dialog", { name: title })).toBeVisible();
    await expect
      .element(screen.getByRole("row", { name: "added: subjects – orders.us" }))
      .toBeVisible();
    await expect
      .element(screen.getByRole("row", { name: "changed: max_age 0 3600" }))
      .toBeVisible();
    await expect
      .element(screen.getByRole("row", { name: /note one removed: two added: 2 three/ }))
      .toBeVisible();
    await expect.element(screen.getByRole("button", { name: "Save" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(on.save).toHaveBeenCalledOnce();
  });

  it("is left by Escape, unsaved", async () => {
    await render(<Asked />);
    await userEvent.keyboard("{Escape}");
    expect(on.cancel).toHaveBeenCalledOnce();
    expect(on.save).not.toHaveBeenCalled();
  });

  it("in production is asked twice", async () => {
    const screen = await render(<Asked production="prod" />);
    const save = screen.getByRole("button", { name: "Save" });
    await expect.element(save).toHaveAccessibleDescription(/production is meant/);
    (save.element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    expect(on.save).not.toHaveBeenCalled();
    await screen.getByLabelText("This is production: change prod").click();
    await save.click();
    expect(on.save).toHaveBeenCalledOnce();
  });

  it("says so where nothing would, and saves nothing", async () => {
    const screen = await render(<Asked same />);
    await expect
      .element(screen.getByRole("dialog", { name: "Save stream ORDERS: nothing changes" }))
      .toBeVisible();
    const save = screen.getByRole("button", { name: "Save" });
    await expect.element(save).toHaveAccessibleDescription("Nothing would change.");
  });
});

function Asked({ production, same = false }: { production?: string; same?: boolean }) {
  return (
    <DiffDialog
      title="Save stream ORDERS"
      change={{ before, after: same ? before : after }}
      production={production}
      isBusy={false}
      problem={undefined}
      on={on}
    />
  );
}
