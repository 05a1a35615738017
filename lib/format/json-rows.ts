import { addStep, type Step } from "./path";

/** Deeper than any configuration; a payload may be made to be deeper. */
export const maxDepth = 64;

/** One line of a tree: a value where it stands. Its path is its name. */
export type JsonRow = {
  path: string;
  /** What it stands in; none at the top. */
  parent: JsonRow | undefined;
  /** Its key or index there. */
  step: Step;
  value: unknown;
  level: number;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  of: number;
  /** What it holds; undefined for what holds nothing, ever. */
  size: number | undefined;
};

type Here = { value: unknown; row: JsonRow | undefined };

/** The rows of what is open, in order. */
export function toJsonRows(value: unknown, open: ReadonlySet<string>): JsonRow[] {
  return [...walk({ value, row: undefined }, (row) => open.has(row.path))];
}

/** The paths of what is open at first: all down to a level, as long as that stays a page or so. */
export function openAtFirst(value: unknown, levels: number, maxRows = 200): Set<string> {
  const open = new Set<string>();
  let rows = childCount(value) ?? 0;
  for (let level = 1; level < levels; level += 1) {
    const deeper = toJsonRows(value, open).filter((row) => row.level === level && row.size);
    rows += deeper.reduce((sum, row) => sum + (row.size ?? 0), 0);
    if (rows > maxRows) break;
    for (const row of deeper) open.add(row.path);
  }
  return open;
}

/** Every row that says the word, in its key or as its value, with what has to be opened to see it. */
export function findInJson(value: unknown, word: string, maxFound = 1_000): JsonRow[] {
  const found: JsonRow[] = [];
  const wanted = word.toLowerCase();
  if (wanted === "") return found;
  for (const row of walk({ value, row: undefined }, () => true)) {
    if (!says(row, wanted)) continue;
    found.push(row);
    if (found.length === maxFound) break;
  }
  return found;
}

/** How many a value holds, or undefined where it is one that holds nothing. */
function childCount(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function* walk(here: Here, isOpen: (row: JsonRow) => boolean): Generator<JsonRow> {
  const { value, row: parent } = here;
  const level = (parent?.level ?? 0) + 1;
  const isList = Array.isArray(value);
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  let place = 0;
  for (const [key, child] of entries) {
    const step = isList ? place : key;
    place += 1;
    const row: JsonRow = {
      path: addStep(parent?.path ?? "", step),
      parent,
      step,
      value: child,
      level,
      place,
      of: entries.length,
      size: level < maxDepth ? childCount(child) : undefined,
    };
    yield row;
    if (row.size && isOpen(row)) yield* walk({ value: child, row }, isOpen);
  }
}

function says(row: JsonRow, wanted: string): boolean {
  if (typeof row.step === "string" && row.step.toLowerCase().includes(wanted)) return true;
  if (typeof row.value === "object" && row.value !== null) return false;
  return String(row.value).toLowerCase().includes(wanted);
}
