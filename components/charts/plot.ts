import type { Columns, Span } from "./series";

/** Where moments and values stand, in pixels; the same for whoever draws. */
export type Plot = {
  width: number;
  height: number;
  span: Span;
  /** The value at the upper edge; zero is at the lower one. */
  top: number;
  x: (atMs: number) => number;
  y: (value: number) => number;
  atMs: (x: number) => number;
};

/** A plot of a size. */
export function toPlot(width: number, height: number, span: Span, top: number): Plot {
  const lengthMs = Math.max(1, span.toMs - span.fromMs);
  return {
    width,
    height,
    span,
    top,
    x: (atMs) => ((atMs - span.fromMs) / lengthMs) * width,
    y: (value) => height - (value / top) * height,
    atMs: (x) => span.fromMs + (x / width) * lengthMs,
  };
}

/** A line as SVG path data; a gap begins anew, and a point on its own is a dot. */
export function linePath(at: Columns["atMs"], values: (number | null)[], plot: Scale): string {
  return runs(at, values)
    .map((run) => {
      const spots = run.map(([atMs, value]) => spot(plot, atMs, value));
      return spots.length === 1 ? `M${spots[0]}Z` : `M${spots.join("L")}`;
    })
    .join("");
}

/** The ground under a line as SVG path data. */
export function areaPath(at: Columns["atMs"], values: (number | null)[], plot: Scale): string {
  return runs(at, values)
    .map((run) => {
      const spots = run.map(([atMs, value]) => spot(plot, atMs, value));
      const from = plot.x(run[0]?.[0] ?? 0).toFixed(1);
      const to = plot.x(run.at(-1)?.[0] ?? 0).toFixed(1);
      return `M${from},${plot.height}L${spots.join("L")}L${to},${plot.height}Z`;
    })
    .join("");
}

/** What a path needs of a plot. */
export type Scale = Pick<Plot, "x" | "y" | "height">;

/** The stretches between gaps. */
function runs(at: Columns["atMs"], values: (number | null)[]): [number, number][][] {
  const all: [number, number][][] = [[]];
  for (const [index, atMs] of at.entries()) {
    const value = values[index] ?? null;
    if (value === null) all.push([]);
    else all.at(-1)?.push([atMs, value]);
  }
  return all.filter((run) => run.length > 0);
}

function spot(plot: Scale, atMs: number, value: number): string {
  return `${plot.x(atMs).toFixed(1)},${plot.y(value).toFixed(1)}`;
}
