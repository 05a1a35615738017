/** Beyond so many lines that came and went the rest is taken for changed: the work grows with their square. */
const mostChanges = 1_500;

/** For each line of one text, which line of the other it is; -1 where it is none. By the fewest changes (Myers). */
export function matchLines(from: readonly string[], to: readonly string[]): Int32Array {
  const matches = new Int32Array(from.length).fill(-1);
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) {
    matches[head] = head;
    head += 1;
  }
  let tail = 0;
  const room = Math.min(from.length, to.length) - head;
  while (tail < room && from.at(-1 - tail) === to.at(-1 - tail)) {
    matches[from.length - 1 - tail] = to.length - 1 - tail;
    tail += 1;
  }
  const a = from.slice(head, from.length - tail);
  const b = to.slice(head, to.length - tail);
  for (const [i, j] of walkBack(a, b)) matches[head + i] = head + j;
  return matches;
}

type Pair = readonly [i: number, j: number];

/** The pairs of equal lines on the shortest way from one end to the other. */
function walkBack(a: readonly string[], b: readonly string[]): Pair[] {
  const steps = findWay(a, b) ?? [];
  const pairs: Pair[] = [];
  let [i, j] = [a.length, b.length];
  for (const [d, reached] of [...steps.entries()].reverse()) {
    const isDown = goesDown(reached, d, i - j);
    const x = at(reached, isDown ? i - j + 1 : i - j - 1);
    const y = x - (isDown ? i - j + 1 : i - j - 1);
    // Behind the one change of this step all lines are the same.
    const firstX = d === 0 || isDown ? x : x + 1;
    for (; i > Math.max(firstX, 0); i -= 1, j -= 1) pairs.push([i - 1, j - 1]);
    [i, j] = [x, y];
  }
  return pairs;
}

type Reached = Map<number, number>;

function at(reached: Reached, k: number): number {
  return reached.get(k) ?? -1;
}

function goesDown(reached: Reached, d: number, k: number): boolean {
  return k === -d || (k !== d && at(reached, k - 1) < at(reached, k + 1));
}

/** How far each diagonal had come before each number of changes; undefined where there are too many. */
function findWay(a: readonly string[], b: readonly string[]): Reached[] | undefined {
  const steps: Reached[] = [];
  let reached: Reached = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, mostChanges); d += 1) {
    steps.push(reached);
    const next: Reached = new Map(reached);
    for (let k = -d; k <= d; k += 2) {
      const start = goesDown(next, d, k) ? at(next, k + 1) : at(next, k - 1) + 1;
      const x = alongSame(a, b, start, start - k);
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return steps;
    }
    reached = next;
  }
  return undefined;
}

function alongSame(a: readonly string[], b: readonly string[], x: number, y: number): number {
  let length = 0;
  while (x + length < a.length && y + length < b.length && a[x + length] === b[y + length])
    length += 1;
  return x + length;
}
