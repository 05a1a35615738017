import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button";

describe("a button", () => {
  it("does its work when pressed", async () => {
    const press = vi.fn();
    const screen = await render(<Button onClick={press}>Save</Button>);
    await screen.getByRole("button", { name: "Save" }).click();
    expect(press).toHaveBeenCalledOnce();
  });

  it("that can't be used says why, is reached by the keyboard, and does nothing", async () => {
    const press = vi.fn();
    const screen = await render(
      <Button reason="Your role is observer." onClick={press}>
        Save
      </Button>,
    );
    const button = screen.getByRole("button", { name: "Save" });
    await userEvent.tab();
    await expect.element(button).toHaveFocus();
    await expect.element(button).toHaveAccessibleDescription("Your role is observer.");
    await userEvent.keyboard("{Enter}");
    expect(press).not.toHaveBeenCalled();
  });

  it("that is busy does not do its work twice", async () => {
    const press = vi.fn();
    const screen = await render(
      <form onSubmit={press}>
        <Button type="submit" isBusy>
          Save
        </Button>
      </form>,
    );
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    expect(press).not.toHaveBeenCalled();
    await expect.element(screen.getByRole("button")).toHaveAttribute("aria-busy", "true");
  });
});
