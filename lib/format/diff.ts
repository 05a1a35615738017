import type { Step } from "./path";

/** One difference between two values, where it stands. A list whose members only moved is `reordered`. */
export type Change = {
  path: readonly Step[];
  kind: "added" | "removed" | "changed" | "reordered";
  before?: unknown;
  after?: unknown;
};

/** What differs between two plain values. The order of keys means nothing; texts in a list are told by what they say. */
export function diffValues(before: unknown, after: unknown): Change[] {
  return compare([], before, after);
}

type Path = readonly Step[];

function compare(path: Path, before: unknown, after: unknown): Change[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ path, kind: "added", after }];
  if (after === undefined) return [{ path, kind: "removed", before }];
  if (isTexts(before) && isTexts(after)) return compareTexts(path, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  if (isObject(before) && isObject(after) && path.length < maxDepth) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compare([...path, key], before[key], after[key]));
  }
  return [{ path, kind: "changed", before, after }];
}

function compareLists(path: Path, before: unknown[], after: unknown[]): Change[] {
  if (path.length >= maxDepth) return [{ path, kind: "changed", before, after }];
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) =>
    compare([...path, index], before[index], after[index]),
  ).flat();
}

function compareTexts(path: Path, before: string[], after: string[]): Change[] {
  const gone = without(before, after);
  const come = without(after, before);
  const changes: Change[] = [
    ...gone.map((text) => ({ path, kind: "removed" as const, before: text })),
    ...come.map((text) => ({ path, kind: "added" as const, after: text })),
  ];
  const [kept, keptNow] = [without(before, gone), without(after, come)];
  const hasMoved = kept.some((text, index) => text !== keptNow[index]);
  if (hasMoved) changes.push({ path, kind: "reordered", before: kept, after: keptNow });
  return changes;
}

/** The texts of one list that another does not have; of two alike, one each. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1);
  return texts.filter((text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
}

// 5 and 5n are the same number, read in two ways.
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  return isNumber(before) && isNumber(after) && before <= after && before >= after;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const maxDepth = 64;
