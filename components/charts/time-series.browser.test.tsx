import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { TimeSeries } from "./time-series";

const format = (value: number) => `${value}/s`;
const atMs = Array.from({ length: 31 }, (_, index) => Date.UTC(2026, 10, 21, 12) + index * 2_000);
const range = { fromMs: atMs[0] ?? 0, toMs: atMs.at(-1) ?? 0 };
const rising = atMs.map((_, index): number | null => index);
const withGap = rising.map((value, index) => (index > 9 && index < 20 ? null : value));
const lines = (values: (number | null)[]) => [{ id: "in", label: "Messages in", values }];
const common = { atMs, range, format, name: "Flow" };

async function settled(container: Element) {
  await expect
    .poll(() => container.querySelector(".recharts-line-curve"), { timeout: 10_000 })
    .not.toBeNull();
}

describe("a chart over time", () => {
  it("draws by hand at once, and the library's line is the same one", async () => {
    const screen = await render(<TimeSeries {...common} lines={lines(withGap)} />);
    const byHand = screen.container.querySelector('path[fill="none"]')?.getAttribute("d") ?? "";
    expect(byHand.match(/M/g)).toHaveLength(2);
    await settled(screen.container);
    const late = screen.container.querySelector(".recharts-line-curve")?.getAttribute("d") ?? "";
    expect(spots(late).length).toBe(spots(byHand).length);
    const off = spots(late).map((spot, index) => Math.abs(spot - (spots(byHand)[index] ?? 0)));
    expect(Math.max(...off)).toBeLessThan(0.1);
  });

  it("is drawn by the library when somebody points at what is live, and by hand when nobody does", async () => {
    const screen = await render(
      <>
        <TimeSeries {...common} isLive name="One" group="live" lines={lines(rising)} />
        <TimeSeries {...common} isLive name="Two" group="live" lines={lines(withGap)} />
      </>,
    );
    const byLibrary = () => screen.container.querySelectorAll(".recharts-line-curve").length;
    const byHand = () => screen.container.querySelectorAll('path[d^="M"][fill="none"]').length;
    screen.getByRole("slider", { name: "One" }).element().focus();
    await userEvent.keyboard("{Home}");
    await expect.poll(byLibrary, { timeout: 30_000 }).toBe(2);
    await userEvent.keyboard("{Escape}");
    await expect.poll(byLibrary).toBe(0);
    expect(byHand()).toBe(2);
  });

  it("shows a gap as a gap, never as a line or as zero (R02)", async () => {
    const screen = await render(<TimeSeries {...common} lines={lines(withGap)} />);
    await settled(screen.container);
    const path = screen.container.querySelector(".recharts-line-curve")?.getAttribute("d") ?? "";
    expect(path.match(/M/g)).toHaveLength(2);
    expect(screen.container.querySelectorAll("rect[data-gap]")).toHaveLength(1);
  });

  it("says in words what it shows", async () => {
    const screen = await render(<TimeSeries {...common} lines={lines(rising)} />);
    await expect
      .element(screen.getByText("Messages in: now 30/s, between 0/s and 30/s, rising."))
      .toBeInTheDocument();
  });

  it("is read by keyboard alone, point by point, and left with Escape", async () => {
    const screen = await render(<TimeSeries {...common} lines={lines(rising)} />);
    const plot = screen.getByRole("slider", { name: "Flow: moment" });
    plot.element().focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(plot).toHaveAttribute("aria-valuetext", words("29/s"));
    await userEvent.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    await expect.element(plot).toHaveAttribute("aria-valuetext", words("19/s"));
    await userEvent.keyboard("{Home}");
    await expect.element(plot).toHaveAttribute("aria-valuetext", words("in 0/s"));
    await userEvent.keyboard("{End}");
    await expect.element(plot).toHaveAttribute("aria-valuetext", words("30/s"));
    await userEvent.keyboard("{Escape}");
    await expect.element(plot).toHaveAttribute("aria-valuetext", "none");
  });

  it("shares its crosshair with the charts of its group and no others", async () => {
    const screen = await render(
      <>
        <TimeSeries {...common} name="One" group="flow" lines={lines(rising)} />
        <TimeSeries {...common} name="Two" group="flow" lines={lines(withGap)} />
        <TimeSeries {...common} name="Three" lines={lines(rising)} />
      </>,
    );
    screen.getByRole("slider", { name: "One" }).element().focus();
    await userEvent.keyboard("{Home}{ArrowRight}{ArrowRight}");
    await expect
      .element(screen.getByRole("slider", { name: "Two" }))
      .toHaveAttribute("aria-valuetext", words("in 2/s"));
    await expect
      .element(screen.getByRole("slider", { name: "Three" }))
      .toHaveAttribute("aria-valuetext", "none");
  });

  it("gives out the range that was marked out by keyboard", async () => {
    await page.viewport(900, 600);
    const onBrush = vi.fn();
    const screen = await render(<TimeSeries {...common} lines={lines(rising)} onBrush={onBrush} />);
    screen.getByRole("slider").element().focus();
    await userEvent.keyboard("{End}{Shift>}{ArrowLeft}{/Shift}{Enter}");
    expect(onBrush).toHaveBeenCalledExactlyOnceWith({ fromMs: atMs[20], toMs: atMs[30] });
  });

  it("marks nothing out after Escape, and goes back on a further one", async () => {
    const onBrush = vi.fn();
    const onBack = vi.fn();
    const screen = await render(
      <TimeSeries {...common} lines={lines(rising)} onBrush={onBrush} onBack={onBack} />,
    );
    screen.getByRole("slider").element().focus();
    await userEvent.keyboard("{End}{Shift>}{ArrowLeft}{/Shift}{Escape}{Enter}");
    expect(onBrush).not.toHaveBeenCalled();
    await userEvent.keyboard("{Escape}{Escape}");
    expect(onBack).toHaveBeenCalledOnce();
  });

  it("gives out the range that was dragged over", async () => {
    await page.viewport(900, 600);
    const onBrush = vi.fn();
    const screen = await render(<TimeSeries {...common} lines={lines(rising)} onBrush={onBrush} />);
    const plot = screen.getByRole("slider");
    // The parts are tested without the product's styles; only the place matters here.
    const element = plot.element();
    const { left, width, top } = element.getBoundingClientRect();
    const at = (share: number) => ({
      clientX: left + width * share,
      clientY: top + 5,
      button: 0,
      pointerId: 1,
      bubbles: true,
    });
    element.setPointerCapture = () => undefined;
    element.dispatchEvent(new PointerEvent("pointerdown", at(0.2)));
    element.dispatchEvent(new PointerEvent("pointermove", at(0.6)));
    await expect.poll(() => screen.container.querySelector("rect[data-brush]")).not.toBeNull();
    element.dispatchEvent(new PointerEvent("pointerup", at(0.6)));
    expect(onBrush).toHaveBeenCalledOnce();
  });

  it("puts a line away and back by its name in the legend", async () => {
    const two = [...lines(rising), { id: "out", label: "Messages out", values: withGap }];
    const screen = await render(<TimeSeries {...common} lines={two} />);
    await settled(screen.container);
    const toggle = screen.getByRole("button", { name: "Messages in" });
    await expect.element(toggle).toHaveAttribute("aria-pressed", "true");
    await toggle.click();
    await expect.element(toggle).toHaveAttribute("aria-pressed", "false");
    await expect
      .poll(() => screen.container.querySelectorAll(".recharts-line-curve").length)
      .toBe(1);
  });

  it("shows its figures as a table, with what is not known and what happened", async () => {
    const screen = await render(
      <TimeSeries
        {...common}
        lines={lines(withGap)}
        marks={[{ atMs: range.fromMs + 2_500, label: "Leader changed", severity: "attention" }]}
      />,
    );
    await screen.getByRole("button", { name: "Flow: show as table" }).click();
    await expect.element(screen.getByRole("columnheader", { name: "Messages in" })).toBeVisible();
    await expect.poll(() => screen.getByRole("row").all().length).toBe(32);
    expect(screen.getByText("unknown").all()).toHaveLength(10);
    await expect.element(screen.getByText("Leader changed")).toBeInTheDocument();
  });

  it("words an event where the crosshair stands on it", async () => {
    const screen = await render(
      <TimeSeries
        {...common}
        lines={lines(rising)}
        marks={[{ atMs: range.fromMs, label: "Leader changed", severity: "attention" }]}
      />,
    );
    await expect.element(screen.getByText("Leader changed")).not.toBeInTheDocument();
    screen.getByRole("slider").element().focus();
    await userEvent.keyboard("{Home}");
    await expect.element(screen.getByText("Leader changed")).toBeInTheDocument();
  });

  it("shows a series named by markup as text (T04)", async () => {
    const name = "<img src=x onerror=alert(1)>.a[0]";
    const screen = await render(
      <TimeSeries
        {...common}
        lines={[{ id: name, label: name, values: rising }]}
        thresholds={[{ value: 20, label: name, severity: "trouble" }]}
      />,
    );
    await settled(screen.container);
    expect(screen.container.querySelector("img")).toBeNull();
    await expect.element(screen.getByTitle(name)).toHaveTextContent(name);
  });

  it("is as high without figures, and says so; and says how old they are", async () => {
    const screen = await render(
      <>
        <TimeSeries {...common} name="Empty" atMs={[]} lines={lines([])} height={120} />
        <TimeSeries {...common} name="Old" lines={lines(rising)} height={120} staleMs={12_000} />
      </>,
    );
    await expect.element(screen.getByText("No figures yet")).toBeVisible();
    await expect.element(screen.getByText("as of 12 s ago")).toBeVisible();
    const heights = [...screen.container.querySelectorAll("figure > div[style]")].map(
      (plot) => plot.clientHeight,
    );
    expect(heights).toEqual([120, 120]);
  });
});

function words(end: string) {
  return expect.stringMatching(new RegExp(`${end}$`));
}

function spots(path: string): number[] {
  return [...path.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));
}
