import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { TimeRangePicker } from "./time-range-picker";
import { FormatProvider } from "./use-format";

const nowMs = Date.UTC(2026, 10, 21, 12, 3, 5);
const minute = 60_000;
const spansMs = [minute, 5 * minute, 15 * minute];
const live = { kind: "live", spanMs: 15 * minute } as const;
const fixed = { kind: "fixed", fromMs: nowMs - 60 * minute, toMs: nowMs - 55 * minute } as const;

async function open(range: typeof live | typeof fixed) {
  const onChange = vi.fn();
  const screen = await render(
    <FormatProvider times="utc" numbers="1,234.5">
      <TimeRangePicker range={range} spansMs={spansMs} nowMs={nowMs} onChange={onChange} />
    </FormatProvider>,
  );
  return { screen, onChange };
}

describe("the time-range picker", () => {
  it("pauses at the moment at the right edge, and goes back to live", async () => {
    const { screen, onChange } = await open(live);
    await screen.getByRole("button", { name: "Live" }).click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith({
      kind: "fixed",
      fromMs: nowMs - 15 * minute,
      toMs: nowMs,
    });
    const paused = await open(fixed);
    await expect.element(paused.screen.getByText("Paused", { exact: true })).toBeVisible();
    await paused.screen.getByRole("button", { name: "Live" }).last().click();
    expect(paused.onChange).toHaveBeenCalledExactlyOnceWith({ kind: "live", spanMs: 5 * minute });
  });

  it("moves by half of what is shown", async () => {
    const { screen, onChange } = await open(fixed);
    await screen.getByRole("button", { name: "Earlier by half" }).click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith({
      kind: "fixed",
      fromMs: fixed.fromMs - 2.5 * minute,
      toMs: fixed.toMs - 2.5 * minute,
    });
  });

  it("says why there is nothing later than now", async () => {
    const { screen, onChange } = await open(live);
    const later = screen.getByRole("button", { name: "Later by half" });
    await expect.element(later).toHaveAttribute("aria-disabled", "true");
    expect(onChange).not.toHaveBeenCalled();
  });

  it("opens, takes a span and closes by keyboard; Escape gives the focus back", async () => {
    const { screen, onChange } = await open(live);
    const opener = screen.getByRole("button", { name: "Last 15 min" });
    opener.element().focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByRole("button", { name: "Last 1 min" })).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(opener).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByRole("button", { name: "Last 1 min" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ kind: "live", spanMs: minute });
  });

  it("takes two moments by the reader's clock, and says what is wrong with them", async () => {
    const { screen, onChange } = await open(live);
    await screen.getByRole("button", { name: "Last 15 min" }).click();
    await screen.getByLabelText("From").fill("2026-11-21T11:00:00");
    await screen.getByLabelText("To").fill("2026-11-21T10:00:00");
    await screen.getByRole("button", { name: "Show this range" }).click();
    await expect.element(screen.getByText("The end is not after the beginning")).toBeVisible();
    await screen.getByLabelText("To").fill("2026-11-21T11:30:00");
    await screen.getByRole("button", { name: "Show this range" }).click();
    expect(onChange).toHaveBeenCalledExactlyOnceWith({
      kind: "fixed",
      fromMs: Date.UTC(2026, 10, 21, 11),
      toMs: Date.UTC(2026, 10, 21, 11, 30),
    });
  });
});
