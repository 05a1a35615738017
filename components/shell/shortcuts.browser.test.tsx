import { useState } from "react";
import { expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Dialog } from "@/components/ui/dialog";
import { ShortcutList } from "./shortcut-list";
import { ShortcutsProvider, useShortcut } from "./shortcuts";

it("keys do what they mean, one alone and two after each other", async () => {
  const screen = await render(<Page />);
  await userEvent.keyboard("t");
  await userEvent.keyboard("go");
  await expect.element(screen.getByText("did: t g o")).toBeVisible();
});

it("keys mean nothing where somebody types, nor with Control or Alt", async () => {
  const screen = await render(<Page />);
  await screen.getByLabelText("Name").fill("");
  await userEvent.keyboard("t{Control>}t{/Control}{Alt>}t{/Alt}");
  await expect.element(screen.getByLabelText("Name")).toHaveValue("t");
  await screen.getByRole("checkbox").click();
  await userEvent.keyboard("{Control>}t{/Control}");
  await expect.element(screen.getByText("did:", { exact: true })).toBeVisible();
  await userEvent.keyboard("t");
  await expect.element(screen.getByText("did: t", { exact: true })).toBeVisible();
});

it("Control and K work in a field, too", async () => {
  const screen = await render(<Page />);
  await screen.getByLabelText("Name").click();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(screen.getByText("did: mod+k")).toBeVisible();
});

it("keys mean nothing to the page behind a dialog", async () => {
  const screen = await render(<Page />);
  await screen.getByRole("button", { name: "Ask" }).click();
  await userEvent.keyboard("t{Control>}k{/Control}");
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  await userEvent.keyboard("t");
  await expect.element(screen.getByText("did: t", { exact: true })).toBeVisible();
});

it("the list holds every shortcut there is now, and what tables do", async () => {
  const screen = await render(<Page hasList />);
  const list = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const words of ["Theme", "Overview", "Search", "Next row", "Open the row"]) {
    await expect.element(list.getByText(words)).toBeVisible();
  }
});

function Page({ hasList = false }: { hasList?: boolean }) {
  return (
    <ShortcutsProvider>
      <Inside />
      {hasList && <ShortcutList onClose={() => undefined} />}
    </ShortcutsProvider>
  );
}

function Inside() {
  const [did, setDid] = useState("did:");
  const [isAsking, setAsking] = useState(false);
  const add = (keys: string) => setDid((before) => `${before} ${keys}`);
  useShortcut("t", "Theme", () => add("t"));
  useShortcut("g o", "Overview", () => add("g o"), "Go to");
  useShortcut("mod+k", "Search", () => add("mod+k"), "Everywhere");
  return (
    <>
      <output>{did}</output>
      <label>
        Name <input />
      </label>
      <input type="checkbox" aria-label="Choice" />
      <button type="button" onClick={() => setAsking(true)}>
        Ask
      </button>
      {isAsking && (
        <Dialog title="Sure" onClose={() => setAsking(false)}>
          <button type="button">Yes</button>
        </Dialog>
      )}
    </>
  );
}
