import { useState } from "react";
import { expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import type { KvEntry } from "@/lib/model/kv";
import { beginDraft, bytesOf, type DraftContent, faultOf } from "./entry-draft";
import { ValueField } from "./value-field";

const bytes = (text: string) => new TextEncoder().encode(text);
const on = { save: vi.fn(), leave: vi.fn() };
const taken: { last?: DraftContent } = {};

function Edited({ value }: { value: Uint8Array }) {
  const entry: KvEntry = {
    ...{ key: "k", revision: 1n, timeNs: 0n, sizeBytes: value.length, value },
    operation: { kind: "put" },
  };
  const [now, setNow] = useState(() => beginDraft(entry).content);
  return (
    <ValueField
      isFirst
      content={now}
      fault={faultOf(now)}
      onTake={(next) => {
        taken.last = next;
        setNow(next);
      }}
      onSave={on.save}
      onLeave={on.leave}
    />
  );
}

const value = () => taken.last && bytesOf(taken.last);

it("what is not touched stays as it is: byte order mark, line ends, no last line", async () => {
  for (const text of [
    "\ufeffone\r\ntwo\r\n",
    "a\r\nb\nc\rd",
    "\tno end",
    `${"z".repeat(60)}\u0000\u200b\u2028é`,
  ]) {
    const screen = await render(<Edited value={bytes(text)} />);
    await expect.element(screen.getByRole("textbox", { name: "Value" })).toHaveFocus();
    await userEvent.keyboard("{Control>}{End}{/Control}!");
    await expect.poll(value).toEqual(bytes(`${text}!`));
    await screen.unmount();
  }
});

it("JSON is marked where it is wrong, and laid out without touching a number", async () => {
  const screen = await render(<Edited value={bytes('{"n":18446744073709551615,"a":1.0}')} />);
  await userEvent.click(screen.getByRole("button", { name: "Format" }));
  await expect.poll(value).toEqual(bytes('{\n  "n": 18446744073709551615,\n  "a": 1.0\n}'));
  await userEvent.click(screen.getByRole("textbox", { name: "Value" }));
  await userEvent.keyboard("{Control>}{End}{/Control}x");
  await expect
    .element(screen.getByRole("status"))
    .toHaveTextContent("Line 4, column 2: In JSON nothing stands behind the value.");
  await expect.poll(() => document.querySelector(".cm-faultLine")?.textContent).toBe("}x");
  await userEvent.keyboard("{Backspace}");
  await userEvent.click(screen.getByRole("button", { name: "Minify" }));
  await expect.poll(value).toEqual(bytes('{"n":18446744073709551615,"a":1.0}'));
});

it("what is no UTF-8 is edited by its digits, never as text", async () => {
  const screen = await render(<Edited value={Uint8Array.from([0xff, 0x00, 0x80])} />);
  const field = screen.getByRole("textbox", { name: "Value" });
  await expect.element(field).toHaveTextContent("ff 00 80");
  await expect
    .element(screen.getByRole("button", { name: "Edit as text" }))
    .toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Control>}{End}{/Control} 0");
  await expect.element(screen.getByRole("status")).toHaveTextContent("Half of a byte is missing");
  await userEvent.keyboard("a");
  await expect.poll(value).toEqual(Uint8Array.from([0xff, 0x00, 0x80, 0x0a]));
});

it("Ctrl+S saves, Escape asks to leave, but first leaves the search", async () => {
  const screen = await render(<Edited value={bytes("find me")} />);
  await expect.element(screen.getByRole("textbox", { name: "Value" })).toHaveFocus();
  await userEvent.keyboard("{Control>}s{/Control}");
  expect(on.save).toHaveBeenCalledOnce();
  await userEvent.keyboard("{Control>}f{/Control}");
  await expect.element(screen.getByRole("textbox", { name: "Find" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(on.leave).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(on.leave).toHaveBeenCalledOnce();
});
