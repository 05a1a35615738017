/** A line of two texts side by side; `gap` stands for lines that are the same in both. */
export type DiffLine =
  | { kind: "same" | "added" | "removed"; text: string }
  | { kind: "gap"; count: number };

/** Lines that are shown around a difference. */
const around = 2;
/** Beyond, all of it is taken as changed: the work grows with the product of both. */
const mostCells = 1_000_000;

/** What differs between two texts, line by line. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  const room = Math.min(old.length, now.length) - head;
  while (tail < room && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return fold([
    ...old.slice(0, head).map(same),
    ...diffMiddle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ]);
}

type Line = Exclude<DiffLine, { kind: "gap" }>;

const same = (text: string): Line => ({ kind: "same", text });
const added = (text: string): Line => ({ kind: "added", text });
const removed = (text: string): Line => ({ kind: "removed", text });

/** By the longest sequence of lines that both have. */
function diffMiddle(old: string[], now: string[]): Line[] {
  if (old.length * now.length > mostCells) return [...old.map(removed), ...now.map(added)];
  const common = countCommon(old, now);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [left, right] = [old[i], now[j]];
    if (left !== undefined && left === right) {
      lines.push(same(left));
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || goesOn(common, i, j))) {
      lines.push(removed(left));
      i += 1;
    } else {
      lines.push(added(right ?? ""));
      j += 1;
    }
  }
  return lines;
}

/** Whether leaving out the old line loses no more of what is common than leaving out the new one. */
function goesOn(common: Uint32Array[], i: number, j: number): boolean {
  return (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0);
}

/** For each pair of places, how many lines both have from there on. */
function countCommon(old: string[], now: string[]): Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (!row || !below) continue;
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** Leaves out what is the same and far from any difference. */
function fold(lines: Line[]): DiffLine[] {
  const isNear = lines.map(() => false);
  lines.forEach((line, index) => {
    if (line.kind === "same") return;
    isNear.fill(true, Math.max(0, index - around), index + around + 1);
  });
  const shown: DiffLine[] = [];
  lines.forEach((line, index) => {
    const last = shown.at(-1);
    if (isNear[index]) shown.push(line);
    else if (last?.kind === "gap") last.count += 1;
    else shown.push({ kind: "gap", count: 1 });
  });
  return shown;
}
