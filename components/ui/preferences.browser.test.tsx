import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { readPreferences, savePreferences } from "@/lib/preferences/preferences";
import { PreferencesProvider, usePreferences } from "./preferences";
import { Segments } from "./segments";
import { useFormat } from "./use-format";

const key = "natsight.preferences";
const root = document.documentElement;

afterEach(() => {
  vi.restoreAllMocks();
  savePreferences({ theme: "system", numbers: "1,234.5" });
  localStorage.removeItem(key);
});

describe("a preference", () => {
  it("holds at once, for the look and for every figure, and is kept", async () => {
    const screen = await render(<Page />);
    await expect.element(screen.getByText("12,345.6 system")).toBeVisible();
    savePreferences({ theme: "dark", numbers: "1.234,5" });
    await expect.element(screen.getByText("12.345,6 dark")).toBeVisible();
    expect(root.dataset.theme).toBe("dark");
    expect(JSON.parse(localStorage.getItem(key) ?? "")).toMatchObject({
      version: 1,
      theme: "dark",
      numbers: "1.234,5",
    });
  });

  it("that another tab changes holds here, too", async () => {
    const screen = await render(<Page />);
    const other = document.createElement("iframe");
    document.body.append(other);
    const text = JSON.stringify({ version: 1, theme: "light" });
    other.contentWindow?.localStorage.setItem(key, text);
    await expect.element(screen.getByText("12,345.6 light")).toBeVisible();
    expect(root.dataset.theme).toBe("light");
    other.remove();
  });

  it("holds as long as the page lives where the browser keeps nothing", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    });
    const screen = await render(<Page />);
    savePreferences({ theme: "dark" });
    await expect.element(screen.getByText("12,345.6 dark")).toBeVisible();
    expect(localStorage.getItem(key)).toBeNull();
    expect(readPreferences().theme).toBe("dark");
  });
});

describe("a choice of a few words", () => {
  it("is made by the arrow keys and by a click", async () => {
    const screen = await render(<Choice />);
    await userEvent.tab();
    await expect.element(screen.getByRole("radio", { name: "Light" })).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(screen.getByText("chosen: dark")).toBeVisible();
    await screen.getByText("Light").click();
    await expect.element(screen.getByText("chosen: light")).toBeVisible();
    await expect
      .element(screen.getByRole("group", { name: "Theme" }))
      .toHaveAccessibleDescription("Of the whole console.");
  });
});

function Page() {
  return (
    <PreferencesProvider>
      <Shown />
    </PreferencesProvider>
  );
}

function Shown() {
  const { theme } = usePreferences();
  return `${useFormat().exact(12_345.6)} ${theme}`;
}

function Choice() {
  const [value, setValue] = useState<"light" | "dark">("light");
  return (
    <>
      <Segments
        label="Theme"
        hint="Of the whole console."
        value={value}
        choices={[
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        onChange={setValue}
      />
      <output>chosen: {value}</output>
    </>
  );
}
