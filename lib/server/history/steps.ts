/** Steps that a clock's face has; each divides a day or is days. */
const seconds = [
  10, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 1_209_600, 2_592_000,
];

/** Equal steps of time. */
export type Grid = { fromMs: number; stepMs: number; count: number };

/**
 * The shortest steps that take a range in at most so many: none shorter than `leastMs`, all multiples of it, and begun
 * where a clock would begin them.
 */
export function gridOf(fromMs: number, toMs: number, points: number, leastMs: number): Grid {
  const fits = seconds.map((one) => one * 1_000).filter((step) => step % leastMs === 0);
  for (const stepMs of [leastMs, ...fits].sort((a, b) => a - b)) {
    const grid = gridWith(fromMs, toMs, stepMs);
    if (grid.count <= points) return grid;
  }
  const stepMs = Math.ceil((toMs - fromMs) / Math.max(1, points - 1) / leastMs) * leastMs;
  return gridWith(fromMs, toMs, stepMs);
}

function gridWith(fromMs: number, toMs: number, stepMs: number): Grid {
  const begin = Math.floor(fromMs / stepMs) * stepMs;
  return { fromMs: begin, stepMs, count: Math.max(1, Math.ceil((toMs - begin) / stepMs)) };
}
