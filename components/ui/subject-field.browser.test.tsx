import { useState } from "react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { SubjectRules } from "@/lib/format/subject";
import { NameField } from "./name-field";
import { SubjectField } from "./subject-field";

const known = ["orders.created", "orders.shipped", "payments.orders", "telemetry.>"];

describe("a field for subjects", () => {
  it("takes one with Enter, several by pasting, and gives each back at its button", async () => {
    const screen = await render(<Subjects />);
    const field = screen.getByRole("combobox", { name: "Tail subjects" });
    await field.fill("orders.new");
    await userEvent.keyboard("{Enter}");
    await field.fill("a.b\nc.d a.b");
    await userEvent.tab();
    await expect.element(screen.getByText("orders.new|a.b|c.d")).toBeInTheDocument();
    await screen.getByRole("button", { name: "Remove a.b" }).click();
    await expect.element(screen.getByText("orders.new|c.d")).toBeInTheDocument();
    await expect.element(field).toHaveFocus();
  });

  it("offers the known ones, the fitting first, to the arrow keys", async () => {
    const screen = await render(<Subjects />);
    const field = screen.getByRole("combobox", { name: "Tail subjects" });
    await field.click();
    await userEvent.keyboard("ord");
    const options = screen.getByRole("option");
    await expect.element(options.nth(2)).toHaveTextContent("payments.orders");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect
      .element(screen.getByRole("option", { name: "orders.shipped" }))
      .toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByTitle("orders.shipped")).toBeVisible();
    await expect.element(field).toHaveAttribute("aria-expanded", "false");
  });

  it("takes what is typed and not the first offer, unless an arrow key reached it", async () => {
    const screen = await render(<Subjects />);
    await screen.getByRole("combobox").click();
    await userEvent.keyboard("orders{Enter}");
    await expect.element(screen.getByTitle("orders", { exact: true })).toBeVisible();
  });

  it("takes the offer that is clicked", async () => {
    const screen = await render(<Subjects />);
    await screen.getByRole("combobox").click();
    await userEvent.keyboard("tele");
    await screen.getByRole("option", { name: "telemetry.>" }).click();
    await expect.element(screen.getByTitle("telemetry.>")).toBeVisible();
  });

  it("closes its list by Escape and keeps what is typed", async () => {
    const screen = await render(<Subjects />);
    const field = screen.getByRole("combobox");
    await field.click();
    await userEvent.keyboard("ord{Escape}");
    await expect.element(field).toHaveAttribute("aria-expanded", "false");
    await expect.element(field).toHaveValue("ord");
  });

  it("takes the last one back to be mended", async () => {
    const screen = await render(<Subjects />);
    const field = screen.getByRole("combobox");
    await field.fill("orders.neu");
    await userEvent.keyboard("{Enter}{Backspace}");
    await expect.element(field).toHaveValue("orders.neu");
    await expect.element(screen.getByRole("button", { name: /^Remove/ })).not.toBeInTheDocument();
  });

  it("says what is wrong with one, and that one can be better", async () => {
    const screen = await render(<Subjects rules={{ wildcards: false, reserved: false }} />);
    const field = screen.getByRole("combobox");
    await field.fill("orders.>");
    await expect.element(field).toHaveAccessibleDescription(/no \* and no >/);
    await userEvent.keyboard("{Enter}");
    await expect.element(field).toHaveAccessibleDescription(/orders\.>: Only one subject/);
    await userEvent.keyboard("{Backspace}");
    await field.fill("Orders.new");
    await expect.element(field).toHaveAccessibleDescription(/Capitals count/);
    await expect.element(field).not.toHaveAttribute("aria-invalid");
  });
});

describe("a field for a name", () => {
  it("says at once what can't be in it", async () => {
    const screen = await render(<Name />);
    const field = screen.getByRole("textbox", { name: "Name" });
    await expect.element(field).not.toHaveAttribute("aria-invalid");
    await field.fill("ORDERS.EU");
    await expect.element(field).toHaveAccessibleDescription(/no dots/);
    await field.fill("A".repeat(40));
    await expect.element(field).toHaveAccessibleDescription(/At most 32 letters/);
    await expect.element(field).not.toHaveAttribute("aria-invalid");
  });
});

const any = { wildcards: true, reserved: true };

function Subjects({ rules = any }: { rules?: SubjectRules }) {
  const [value, setValue] = useState<string[]>([]);
  return (
    <>
      <SubjectField
        label="Tail subjects"
        value={value}
        onChange={setValue}
        rules={rules}
        known={known}
      />
      <output>{value.join("|")}</output>
    </>
  );
}

function Name() {
  const [value, setValue] = useState("");
  return <NameField label="Name" named="stream" value={value} onChange={setValue} />;
}
