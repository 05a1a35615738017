import { useState } from "react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { CheckField } from "./check-field";
import { RadioGroup } from "./radio-group";
import { SelectField } from "./select-field";
import { TextArea } from "./text-area";
import { TextField } from "./text-field";

describe("a field", () => {
  it("is found by its label and says its hint and what is wrong", async () => {
    const screen = await render(
      <TextField
        label="Name"
        hint="As the list shows it."
        error="The name is taken."
        value="prod"
        onChange={() => undefined}
      />,
    );
    const field = screen.getByRole("textbox", { name: "Name" });
    await expect.element(field).toHaveAttribute("aria-invalid", "true");
    await expect.element(field).toHaveAccessibleDescription(/As the list shows it/);
    await expect.element(field).toHaveAccessibleDescription(/The name is taken/);
  });

  it("takes what is typed, of one line and of several", async () => {
    const screen = await render(<Typed />);
    await screen.getByLabelText("Name").fill("prod");
    await screen.getByLabelText("URLs").fill("nats://a\nnats://b");
    await expect.element(screen.getByText('["prod","nats://a\\nnats://b"]')).toBeVisible();
  });

  it("of choices is chosen from by the keyboard", async () => {
    const screen = await render(<Chosen />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}");
    await expect
      .element(screen.getByRole("radio", { name: "Direct" }))
      .toHaveAccessibleDescription("By the browser itself.");
    await screen.getByLabelText("Authentication").selectOptions("token");
    await screen.getByLabelText("Production").click();
    await expect.element(screen.getByText("direct token true")).toBeVisible();
  });
});

function Typed() {
  const [name, setName] = useState("");
  const [urls, setUrls] = useState("");
  return (
    <>
      <TextField label="Name" value={name} onChange={setName} />
      <TextArea label="URLs" value={urls} onChange={setUrls} />
      <output>{JSON.stringify([name, urls])}</output>
    </>
  );
}

const ways = [
  { value: "gateway", label: "Through the console" },
  { value: "direct", label: "Direct", hint: "By the browser itself." },
] as const;
const kinds = [
  { value: "none", label: "None" },
  { value: "token", label: "Token" },
] as const;

function Chosen() {
  const [way, setWay] = useState<"gateway" | "direct">("gateway");
  const [kind, setKind] = useState<"none" | "token">("none");
  const [isProduction, setProduction] = useState(false);
  return (
    <>
      <RadioGroup label="Transport" value={way} choices={ways} onChange={setWay} />
      <SelectField label="Authentication" value={kind} choices={kinds} onChange={setKind} />
      <CheckField label="Production" isChecked={isProduction} onChange={setProduction} />
      <output>{`${way} ${kind} ${isProduction}`}</output>
    </>
  );
}
