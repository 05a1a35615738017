import { beforeEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { CopyMenu } from "./copy-menu";

const write = vi.spyOn(navigator.clipboard, "writeText");

beforeEach(() => {
  write.mockReset().mockResolvedValue();
});

describe("what can be copied of an object", () => {
  it("is chosen by keyboard alone, and the focus comes back", async () => {
    const screen = await render(<Stream />);
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByRole("menuitem", { name: "Name" })).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(write).toHaveBeenCalledWith('{\n  "messages": 18446744073709551615\n}');
    await expect.element(screen.getByRole("status")).toHaveTextContent("Copied");
    await expect.element(screen.getByRole("button")).toHaveFocus();
  });

  it("walks from the end to the start, and Escape closes it and nothing further out", async () => {
    const outer = vi.fn();
    const screen = await render(<Stream />);
    await screen.getByRole("button", { name: "Copy stream ORDERS" }).click();
    await expect.element(screen.getByRole("menuitem", { name: "Name" })).toHaveFocus();
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(screen.getByRole("menuitem", { name: "As nats command" })).toHaveFocus();
    document.addEventListener("keydown", outer);
    await userEvent.keyboard("{Escape}");
    document.removeEventListener("keydown", outer);
    expect(outer).not.toHaveBeenCalled();
    await expect.element(screen.getByRole("menu")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button")).toHaveFocus();
  });

  it("T45: gives the command with its words quoted", async () => {
    const screen = await render(<Stream />);
    await screen.getByRole("button").click();
    await screen.getByRole("menuitem", { name: "As nats command" }).click();
    expect(write).toHaveBeenCalledWith("nats stream info '$(id)'");
  });
});

function Stream() {
  return (
    <CopyMenu
      what="stream ORDERS"
      name="ORDERS"
      json={() => ({ messages: 18_446_744_073_709_551_615n })}
      command={["nats", "stream", "info", "$(id)"]}
    />
  );
}
