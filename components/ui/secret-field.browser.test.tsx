import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import { SecretField } from "./secret-field";

const file = { accept: ".creds", maxBytes: 64 * 1024 };

describe("a secret", () => {
  it("that is stored is a word, with what can be done about it", async () => {
    const replace = vi.fn();
    const remove = vi.fn();
    const screen = await render(
      <SecretField
        label="Password"
        value=""
        onChange={() => undefined}
        stored={{ onReplace: replace, onRemove: remove }}
      />,
    );
    await expect
      .element(screen.getByRole("group", { name: "Password" }))
      .toHaveTextContent(/stored/);
    expect(screen.container.querySelector("input, textarea")).toBeNull();
    await screen.getByRole("button", { name: "Replace Password" }).click();
    await screen.getByRole("button", { name: "Remove Password" }).click();
    expect(replace).toHaveBeenCalledOnce();
    expect(remove).toHaveBeenCalledOnce();
  });

  it.each([
    ["Replace Password", undefined],
    ["Remove Password", undefined],
    ["Replace Password", file],
  ])("gives the focus to the field that %s opens", async (button, rules) => {
    const screen = await render(<Kept file={rules} />);
    await screen.getByRole("button", { name: button }).click();
    const field = screen.getByLabelText("Password", { exact: true });
    await expect.element(field).toHaveFocus();
  });

  it("of one line is not readable on the screen, and no browser offers to fill it in", async () => {
    const screen = await render(<SecretField label="Token" value="" onChange={() => undefined} />);
    const field = screen.getByLabelText("Token");
    await expect.element(field).toHaveAttribute("type", "password");
    await expect.element(field).toHaveAttribute("autocomplete", "new-password");
  });

  it("[T37] that is typed does not stand in the page's markup, and is not lost by a new drawing", async () => {
    const screen = await render(
      <>
        <Creds />
        <Token />
      </>,
    );
    await screen.getByLabelText("Token").fill("canary-1");
    await screen.getByLabelText("Credentials", { exact: true }).fill("canary-2");
    await expect.element(screen.getByText("8 letters")).toBeVisible();
    await expect.element(screen.getByLabelText("Token")).toHaveValue("canary-1");
    expect(screen.container.innerHTML).not.toContain("canary");
  });

  it("is read from a file that is dropped or chosen, dots on the screen", async () => {
    const screen = await render(<Creds />);
    const area = screen.getByLabelText("Credentials", { exact: true });
    area.element().dispatchEvent(dropOf(new File(["-----BEGIN"], "ann.creds")));
    await expect.element(area).toHaveValue("-----BEGIN");
    await expect.element(screen.getByRole("status")).toHaveTextContent("ann.creds was read.");
  });

  it("is not taken from a file that is too large to be one", async () => {
    const screen = await render(<Creds />);
    const area = screen.getByLabelText("Credentials", { exact: true });
    area.element().dispatchEvent(dropOf(new File(["x".repeat(64 * 1024 + 1)], "film.creds")));
    await expect.element(screen.getByRole("status")).toHaveTextContent(/larger than 64 KiB/);
    await expect.element(area).toHaveValue("");
  });
});

function Creds() {
  const [value, setValue] = useState("");
  return <SecretField label="Credentials" value={value} onChange={setValue} file={file} />;
}

function Token() {
  const [value, setValue] = useState("");
  return (
    <>
      <SecretField label="Token" value={value} onChange={setValue} />
      <output>{value.length} letters</output>
    </>
  );
}

function dropOf(file: File): DragEvent {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  return new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
}

function Kept({ file: rules }: { file: typeof file | undefined }) {
  const [isKept, setKept] = useState(true);
  const empty = () => setKept(false);
  return (
    <SecretField
      label="Password"
      value=""
      onChange={() => undefined}
      stored={isKept ? { onReplace: empty, onRemove: empty } : undefined}
      file={rules}
    />
  );
}
