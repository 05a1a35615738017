/** One line of a chart; null is a gap, never zero. */
export type Line = {
  id: string;
  label: string;
  /** A CSS colour; without one it follows the label. */
  colour?: string;
  values: (number | null)[];
};

/** How grave something is; each has a status colour. */
export type Severity = "ok" | "attention" | "trouble" | "unknown";

/** Something that happened. */
export type Mark = { atMs: number; label: string; severity: Severity };

/** A value that should not be crossed. */
export type Threshold = { value: number; label: string; severity: Severity };

/** From when to when a chart shows; the later end is at the right. */
export type Span = { fromMs: number; toMs: number };

/** Lines on one axis of time: `values` by line, then by moment. */
export type Columns = { atMs: number[]; values: (number | null)[][] };

// A step that is this much longer than its neighbours is a time in which nobody looked.
const longestStep = 3;

/** What can be drawn of a span: time only runs forwards, and where nobody looked there is a gap. */
export function toColumns(
  atMs: readonly number[],
  lines: readonly Pick<Line, "values">[],
  { fromMs, toMs }: Span,
): Columns {
  const kept = forwards(atMs);
  const at = kept.map((index) => atMs[index] ?? 0);
  // One point more on each side, so that the lines reach the edges.
  const first = Math.max(
    0,
    at.findLastIndex((time) => time < fromMs),
  );
  const after = at.findIndex((time) => time > toMs);
  const end = after === -1 ? at.length : after + 1;
  const columns: Columns = { atMs: [], values: lines.map(() => []) };
  for (let spot = first; spot < end; spot += 1) {
    const time = at[spot] ?? 0;
    const jump = jumpBefore(at, spot);
    if (jump !== undefined) push(columns, jump, () => null);
    push(columns, time, (line) => lines[line]?.values[kept[spot] ?? 0] ?? null);
  }
  return columns;
}

/** The stretches in which no line has a value, between the points that do, up to the span's end. */
export function gapsOf({ atMs, values }: Columns, { toMs }: Span): Span[] {
  const gaps: Span[] = [];
  let openMs: number | undefined;
  let knownMs: number | undefined;
  for (const [index, time] of atMs.entries()) {
    if (values.some((line) => line[index] !== null)) {
      if (openMs !== undefined) gaps.push({ fromMs: openMs, toMs: time });
      openMs = undefined;
      knownMs = time;
    } else {
      openMs ??= knownMs ?? time;
    }
  }
  const endMs = openMs ?? silentSince(atMs, toMs);
  if (endMs !== undefined && endMs < toMs) gaps.push({ fromMs: endMs, toMs });
  return gaps;
}

/** The index of the moment nearest to a time; -1 without any. */
export function nearest(atMs: readonly number[], timeMs: number): number {
  let low = 0;
  let high = atMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const before = atMs[low - 1];
  const here = atMs[low];
  if (here === undefined) return -1;
  return before !== undefined && timeMs - before <= here - timeMs ? low - 1 : low;
}

/** Fewer moments for a narrow plot: of each two pixels every line keeps its lowest, its highest and its gaps. */
export function thin(columns: Columns, { fromMs, toMs }: Span, widthPx: number): Columns {
  const { atMs, values } = columns;
  const buckets = Math.max(1, Math.floor(widthPx / 2));
  if (atMs.length <= buckets * 2) return columns;
  const bucketOf = (time: number) => Math.floor(((time - fromMs) / (toMs - fromMs)) * buckets);
  const keep = new Set<number>([0, atMs.length - 1]);
  let begin = 0;
  while (begin < atMs.length) {
    const bucket = bucketOf(atMs[begin] ?? 0);
    let end = begin + 1;
    while (end < atMs.length && bucketOf(atMs[end] ?? 0) === bucket) end += 1;
    for (const line of values) keepExtremes(line, begin, end, keep);
    begin = end;
  }
  const kept = [...keep].sort((a, b) => a - b);
  return {
    atMs: kept.map((index) => atMs[index] ?? 0),
    values: values.map((line) => kept.map((index) => line[index] ?? null)),
  };
}

function keepExtremes(line: (number | null)[], begin: number, end: number, keep: Set<number>) {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of line.slice(begin, end)) {
    if (value !== null && value < lowest) lowest = value;
    if (value !== null && value > highest) highest = value;
  }
  for (let index = begin; index < end; index += 1) {
    if (line[index] === null) keep.add(index);
  }
  keep.add(begin + Math.max(0, line.slice(begin, end).indexOf(lowest)));
  keep.add(begin + Math.max(0, line.slice(begin, end).indexOf(highest)));
}

// A clock that was set back tells some moments twice: what was read last is what counts.
function forwards(atMs: readonly number[]): number[] {
  const kept: number[] = [];
  let nextMs = Number.POSITIVE_INFINITY;
  for (let index = atMs.length - 1; index >= 0; index -= 1) {
    const time = atMs[index] ?? Number.NaN;
    if (time < nextMs) {
      kept.push(index);
      nextMs = time;
    }
  }
  return kept.reverse();
}

function jumpBefore(at: readonly number[], index: number): number | undefined {
  const step = (end: number) => (at[end] ?? Number.NaN) - (at[end - 1] ?? Number.NaN);
  const around = [step(index - 1), step(index + 1)].filter((length) => !Number.isNaN(length));
  if (around.length === 0 || !(step(index) > longestStep * Math.max(...around))) return undefined;
  return (at[index - 1] ?? 0) + step(index) / 2;
}

function silentSince(atMs: readonly number[], toMs: number): number | undefined {
  const last = atMs.at(-1);
  const before = atMs.at(-2);
  if (last === undefined || before === undefined) return undefined;
  return toMs - last > longestStep * (last - before) ? last : undefined;
}

function push(columns: Columns, timeMs: number, value: (line: number) => number | null) {
  columns.atMs.push(timeMs);
  for (const [line, values] of columns.values.entries()) values.push(value(line));
}
