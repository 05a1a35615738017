import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type LagMatrix, unknownCell } from "@/lib/model/history";
import { cellOfLag } from "@/lib/queries/lag-cell";
import { paintHeat } from "./heat-paint";
import { HeatPlot } from "./heat-plot";
import { toHeatShape } from "./heat-shape";
import { HeatTable } from "./heat-table";

// Next.js's own runs only inside Next.js, and nothing here leads anywhere.
// What stands for it is itself the module, as that is built.
vi.mock("next/link", async () => {
  const { createElement, memo } = await import("react");
  return memo(({ prefetch: _, ...rest }: { prefetch?: boolean }) => createElement("a", rest));
});

const beganMs = Date.UTC(2026, 10, 21, 12);
const stepMs = 10_000;

function matrix(
  rows: number,
  columns: number,
  lagOf: (row: number, column: number) => number | null,
): LagMatrix {
  const cells = Array.from({ length: rows * columns }, (_, at) =>
    cellOfLag(lagOf(Math.floor(at / columns), at % columns)),
  );
  return {
    ...{ fromMs: beganMs, stepMs, columns, bands: [] },
    rows: Array.from({ length: rows }, (_, row) => ({ stream: "S", name: `c${row}` })),
    cells: Uint8Array.from(cells),
    kept: {
      ...{ state: { kind: "on" }, levels: [{ stepMs, sinceMs: 0 }] },
      ...{ bytes: 0, maxBytes: 1, isShortened: false },
    },
  };
}

/** c0 is a minute behind at the end, c1 never was, and at first nobody looked. */
const few = toHeatShape(
  matrix(2, 30, (row, column) => {
    if (column < 10) return null;
    return row === 0 && column > 19 ? 60 : 0;
  }),
);
const widthPx = 784;

function acts() {
  return { open: vi.fn(), openStream: vi.fn(), zoom: vi.fn(), back: vi.fn() };
}

async function show(on = acts()) {
  const screen = await render(
    <div style={{ width: widthPx }}>
      {/* The look that the pointer needs; the page's own is not here. */}
      <style>
        {
          ".flex{display:flex}.relative{position:relative}.absolute{position:absolute}.inset-0{inset:0}.pointer-events-none{pointer-events:none}"
        }
      </style>
      <HeatPlot connectionId="lab" shape={few} width={widthPx} acts={on} />
    </div>,
  );
  const map = screen.getByRole("slider", { name: /^Heat map/ });
  const at = (column: number, row: number) => ({
    position: { x: ((column + 0.5) * map.element().clientWidth) / 30, y: row * 16 + 8 },
  });
  return { screen, map, at, on };
}

describe("the heat map", () => {
  it("draws 200 consumers at 600 moments in less than 8 ms, in the screen's own pixels", () => {
    const shape = toHeatShape(matrix(200, 600, (row, column) => (row * column) % 5_000));
    const canvas = document.createElement("canvas");
    const ground = { width: 1_000, ratio: 2, isDark: false, gapColour: "#fff" };
    const spans = Array.from({ length: 15 }, () => {
      const from = performance.now();
      paintHeat(canvas, shape, ground);
      // What was only written down is done here.
      canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
      return performance.now() - from;
    });
    expect(spans.toSorted((a, b) => a - b)[3]).toBeLessThan(8);
    expect([canvas.width, canvas.height]).toEqual([2_000, shape.height * 2]);
  });

  it("colours more lag darker on paper, and leaves clear what nobody looked at (R02)", () => {
    const canvas = document.createElement("canvas");
    paintHeat(canvas, few, { width: 300, ratio: 1, isDark: false, gapColour: "#fff" });
    const brush = canvas.getContext("2d");
    const pixel = (column: number, row: number) => [
      ...(brush?.getImageData(column * 10 + 5, row * 16 + 8, 1, 1).data ?? []),
    ];
    const light = (of: number[]) => of.slice(0, 3).reduce((sum, part) => sum + part, 0);
    expect(pixel(2, 0)[3]).toBe(0);
    expect(pixel(25, 1)[3]).toBe(255);
    expect(light(pixel(25, 0))).toBeLessThan(light(pixel(25, 1)) - 100);
  });

  it("tells who, when and how much where somebody points, opens on a click, and is not drawn again", async () => {
    const drawn = vi.spyOn(CanvasRenderingContext2D.prototype, "drawImage");
    const { screen, map, at, on } = await show();
    const before = drawn.mock.calls.length;
    const tip = () => screen.container.querySelector<HTMLElement>("[data-tip]");
    await userEvent.hover(map, at(25, 0));
    await expect.poll(() => tip()?.textContent).toMatch(/^c01 minS.*12:04:10 – 12:04:20/);
    const size = tip()?.getBoundingClientRect();
    await userEvent.hover(map, at(4, 1));
    await expect.poll(() => tip()?.textContent).toMatch(/^c1not recorded/);
    const other = tip()?.getBoundingClientRect();
    expect([other?.width, other?.height]).toEqual([size?.width, size?.height]);
    expect(drawn.mock.calls.length).toBe(before);
    await userEvent.click(map, at(25, 0));
    expect(on.open).toHaveBeenCalledWith({ stream: "S", name: "c0" });
    drawn.mockRestore();
  });

  it("is walked through by keyboard, cell by cell; Enter opens, and Shift marks out a time", async () => {
    const { map, on } = await show();
    map.element().focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect
      .element(map)
      .toHaveAttribute("aria-valuetext", expect.stringMatching(/^c0 of S, .*: 1 min$/));
    await userEvent.keyboard("{ArrowDown}");
    await expect
      .element(map)
      .toHaveAttribute("aria-valuetext", expect.stringMatching(/^c1 of S, .*: no lag$/));
    await userEvent.keyboard("{Enter}");
    expect(on.open).toHaveBeenCalledWith({ stream: "S", name: "c1" });
    await userEvent.keyboard("{Home}{Shift>}{ArrowRight}{ArrowRight}{/Shift}{Enter}");
    expect(on.zoom).toHaveBeenCalledWith({ fromMs: beganMs, toMs: beganMs + 3 * stepMs });
    await userEvent.keyboard("{Escape}{Escape}");
    expect(on.back).toHaveBeenCalledOnce();
  });

  it("says the same as a table, and what is not known as that", async () => {
    const blank = matrix(1, 4, () => null);
    expect(blank.cells).toEqual(new Uint8Array(4).fill(unknownCell));
    const screen = await render(
      <>
        <HeatTable connectionId="lab" shape={few} />
        <HeatPlot connectionId="lab" shape={toHeatShape(blank)} width={widthPx} acts={acts()} />
      </>,
    );
    const row = screen.getByRole("row", { name: /^c0 S/ });
    await expect.element(row).toHaveTextContent(/1 min.*12:03:20.*1 min.*12:03:20/);
    await expect.element(screen.getByText("Nothing is recorded of this time yet")).toBeVisible();
  });
});
