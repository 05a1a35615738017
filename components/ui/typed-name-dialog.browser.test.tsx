import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button";
import { CliCommand } from "./cli-command";
import type { ProblemWords } from "./problem";
import { TypedNameDialog } from "./typed-name-dialog";

describe("a dialog that destroys", () => {
  it("T36: is named after the object, says what it holds, and acts only once its name was typed", async () => {
    const purge = vi.fn();
    const screen = await render(<Asked onConfirm={purge} />);
    await screen.getByRole("button", { name: "Open" }).click();
    const dialog = screen.getByRole("dialog", { name: "Purge stream ORDERS" });
    await expect.element(dialog).toBeVisible();
    await expect.element(dialog).toHaveTextContent("1,204 messages, changed 2 s ago");
    // Also where something comes before it that could have the focus.
    await expect.element(dialog.getByRole("button", { name: "Copy command" })).toBeVisible();
    await expect.element(screen.getByLabelText("Type ORDERS to purge it")).toHaveFocus();

    await userEvent.keyboard("ORDER{Enter}");
    expect(purge).not.toHaveBeenCalled();
    await userEvent.keyboard("S{Enter}");
    expect(purge).toHaveBeenCalledOnce();
  });

  it("is left by Escape, and the focus goes back to where it was", async () => {
    const screen = await render(<Asked onConfirm={() => undefined} />);
    await screen.getByRole("button", { name: "Open" }).click();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button", { name: "Open" })).toHaveFocus();
  });

  it("stays open when it fails, with the reason, and keeps what was typed", async () => {
    const screen = await render(<Asked onConfirm={() => undefined} />);
    await screen.getByRole("button", { name: "Open" }).click();
    await userEvent.keyboard("ORDERS");
    await screen.rerender(
      <Asked onConfirm={() => undefined} problem={{ title: "Not purged", detail: "No leader." }} />,
    );
    await expect.element(screen.getByRole("alert")).toHaveTextContent("Not purged");
    await expect.element(screen.getByLabelText("Type ORDERS to purge it")).toHaveValue("ORDERS");
  });

  it("T04: a name with what nobody can type is asked for as it is seen", async () => {
    const purge = vi.fn();
    const screen = await render(<Asked name={"a\u202e  b\n"} onConfirm={purge} />);
    await screen.getByRole("button", { name: "Open" }).click();
    await userEvent.keyboard("a b{Enter}");
    expect(purge).toHaveBeenCalledOnce();
  });
});

type AskedProps = { name?: string; onConfirm: () => void; problem?: ProblemWords };

function Asked({ name = "ORDERS", onConfirm, problem }: AskedProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && (
        <TypedNameDialog
          verb="Purge"
          object={{ noun: "stream", name, fact: "1,204 messages, changed 2 s ago" }}
          isBusy={false}
          problem={problem}
          onConfirm={onConfirm}
          onClose={() => setOpen(false)}
        >
          The messages are gone for good. Consumers stay.
          <CliCommand words={["nats", "stream", "purge", name]} />
        </TypedNameDialog>
      )}
    </>
  );
}
