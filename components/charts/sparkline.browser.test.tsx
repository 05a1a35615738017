import { describe, expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { Sparkline } from "./sparkline";

const format = (value: number) => `${value} a second`;
const at = (seconds: number, value: number | null) => ({ atMs: seconds * 1_000, value });

describe("sparkline", () => {
  it("says in words what it draws", async () => {
    const screen = await render(
      <Sparkline
        label="Messages in"
        spanMs={60_000}
        format={format}
        points={[at(1, 5), at(2, 20), at(3, 10)]}
      />,
    );
    await expect
      .element(screen.getByRole("img"))
      .toHaveAccessibleName(
        "Messages in: now 10 a second, between 5 a second and 20 a second since 2 s ago",
      );
  });

  it("draws a gap as two lines, never as one through the gap", async () => {
    const screen = await render(
      <Sparkline
        label="Messages in"
        spanMs={60_000}
        format={format}
        points={[at(1, 5), at(2, 5), at(3, null), at(50, 7), at(51, 7)]}
      />,
    );
    expect(screen.container.querySelectorAll("polyline")).toHaveLength(2);
  });

  it("keeps now at the right edge and the oldest point left of it by its age", async () => {
    const screen = await render(
      <Sparkline label="x" spanMs={60_000} format={format} points={[at(30, 1), at(60, 1)]} />,
    );
    const line = screen.container.querySelector("polyline")?.getAttribute("points");
    expect(line).toMatch(/^120\.0,.* 240\.0,/);
  });

  it("gives a line that has just begun a minute of room, whatever it may grow to", async () => {
    const screen = await render(
      <Sparkline label="x" spanMs={300_000} format={format} points={[at(30, 1), at(60, 1)]} />,
    );
    const line = screen.container.querySelector("polyline")?.getAttribute("points");
    expect(line).toMatch(/^120\.0,.* 240\.0,/);
  });

  it("says that nothing is known yet, and draws no line, without points", async () => {
    const screen = await render(
      <Sparkline label="x" spanMs={60_000} format={format} points={[]} />,
    );
    await expect.element(screen.getByRole("img")).toHaveAccessibleName("x: not known yet");
    expect(screen.container.querySelectorAll("polyline")).toHaveLength(0);
  });
});
