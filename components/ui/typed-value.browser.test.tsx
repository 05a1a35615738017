import { useState } from "react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { DurationField } from "./duration-field";
import { SizeField } from "./size-field";

describe("a duration", () => {
  it("is put in short when it is left", async () => {
    const screen = await render(<Duration />);
    const field = screen.getByRole("textbox", { name: "Max age" });
    await field.fill("90m");
    await userEvent.tab();
    await expect.element(field).toHaveValue("1h30m");
  });

  it("says what is wrong when it is left, not while it is typed, and no longer than it is so", async () => {
    const screen = await render(<Duration />);
    const field = screen.getByRole("textbox", { name: "Max age" });
    await field.fill("15");
    await expect.element(field).not.toHaveAttribute("aria-invalid");
    await userEvent.tab();
    await expect.element(field).toHaveAccessibleDescription(/Give a unit: 15s, 15m or 15h/);
    await field.fill("15s");
    await expect.element(field).toHaveAccessibleDescription(/less than 1m/);
    await field.fill("15m");
    await expect.element(field).not.toHaveAttribute("aria-invalid");
  });
});

describe("a size", () => {
  it("says its bytes while it is typed, and is put in short when it is left", async () => {
    const screen = await render(<Size />);
    const field = screen.getByRole("textbox", { name: "Max bytes" });
    await field.fill("1.5g");
    await expect.element(field).toHaveAccessibleDescription(/1,610,612,736 bytes/);
    await userEvent.tab();
    await expect.element(field).toHaveValue("1.5 GiB");
  });

  it("may be left out where that means something", async () => {
    const screen = await render(<Size />);
    const field = screen.getByRole("textbox", { name: "Max bytes" });
    await field.fill("x");
    await userEvent.tab();
    await expect.element(field).toHaveAttribute("aria-invalid", "true");
    await field.fill("");
    await expect.element(field).not.toHaveAttribute("aria-invalid");
  });
});

function Duration() {
  const [value, setValue] = useState("");
  return (
    <DurationField label="Max age" value={value} onChange={setValue} minNs={60_000_000_000n} />
  );
}

function Size() {
  const [value, setValue] = useState("");
  return <SizeField label="Max bytes" value={value} onChange={setValue} isOptional />;
}
