import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Button } from "./button";
import { DeleteDialog } from "./delete-dialog";

describe("a dialog that destroys", () => {
  it("is named after the object, and deletes only once its name was typed", async () => {
    const remove = vi.fn();
    const screen = await render(<Asked onDelete={remove} />);
    await screen.getByRole("button", { name: "Open" }).click();
    const dialog = screen.getByRole("dialog", { name: "Delete connection prod" });
    await expect.element(dialog).toBeVisible();
    await expect.element(screen.getByLabelText("Type prod to delete it")).toHaveFocus();

    await userEvent.keyboard("pro{Enter}");
    expect(remove).not.toHaveBeenCalled();
    await userEvent.keyboard("d{Enter}");
    expect(remove).toHaveBeenCalledOnce();
  });

  it("is left by Escape, and the focus goes back to where it was", async () => {
    const screen = await render(<Asked onDelete={() => undefined} />);
    await screen.getByRole("button", { name: "Open" }).click();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button", { name: "Open" })).toHaveFocus();
  });
});

function Asked({ onDelete }: { onDelete: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && (
        <DeleteDialog
          noun="connection"
          name="prod"
          isBusy={false}
          problem={undefined}
          onDelete={onDelete}
          onClose={() => setOpen(false)}
        >
          Nothing in NATS changes.
        </DeleteDialog>
      )}
    </>
  );
}
