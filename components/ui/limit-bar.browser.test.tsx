import { describe, expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { LimitBar } from "./limit-bar";

describe("a bar against a limit", () => {
  it("is a meter with the share and the words", async () => {
    const screen = await render(
      <LimitBar label="Storage" used="3 GiB" limit="10 GiB" share={0.3} />,
    );
    const meter = screen.getByRole("meter", { name: "Storage" });
    await expect.element(meter).toHaveAttribute("value", "30");
    await expect.element(screen.getByText("of 10 GiB").first()).toBeVisible();
  });

  it("says that there is no limit, and shows no bar, where there is none", async () => {
    const screen = await render(
      <LimitBar label="Storage" used="3 GiB" limit={undefined} share={undefined} />,
    );
    await expect.element(screen.getByText("no limit")).toBeVisible();
    expect(screen.container.querySelector("meter")).toBeNull();
  });

  it("does not overflow when more is used than allowed", async () => {
    const screen = await render(
      <LimitBar label="Storage" used="12 GiB" limit="10 GiB" share={1.2} />,
    );
    await expect.element(screen.getByRole("meter")).toHaveAttribute("value", "100");
  });
});
