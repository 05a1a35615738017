import { parseJsonPath, pickJson } from "./json-path";
import { formatJson, parseJson } from "./json-text";
import { showControls, toText } from "./payload";

/** What stands at a path of a payload, on one line. */
export type PickedCell =
  | { state: "value"; text: string; isNumber: boolean }
  | { state: "none" }
  | { state: "no-json" }
  /** More is not read for a cell. */
  | { state: "large" }
  /** It went while it was looked at. */
  | { state: "gone" };

const mostLetters = 200;

/** A cell for each path. */
export function pickCells(body: Uint8Array, paths: readonly string[]): PickedCell[] {
  const { text, invalid } = toText(body);
  const value = invalid === 0 ? parseJson(text) : undefined;
  if (value === undefined) return paths.map(() => ({ state: "no-json" }));
  return paths.map((path) => pickCell(value, path));
}

function pickCell(value: unknown, path: string): PickedCell {
  const parsed = parseJsonPath(path);
  const found = parsed.ok ? pickJson(value, parsed.value) : [];
  if (found.length === 0) return { state: "none" };
  const isNumber = found.length === 1 && isNumeric(found[0]);
  const line = found.slice(0, mostLetters).map(toLine).join(", ");
  const text = line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line;
  return { state: "value", text: showControls(text), isNumber };
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function toLine(value: unknown): string {
  if (typeof value === "string") return value.slice(0, mostLetters + 1).replace(/\s+/g, " ");
  // Only what lies between the values is a line end: inside a text it is written as \n.
  return formatJson(value).replace(/\n\s*/g, " ");
}
