import { indentJson } from "@/lib/format/json-indent";
import { layOutJson } from "@/lib/format/json-layout";
import { linesOf, type MergePart, mergeLines } from "@/lib/format/merge-lines";
import { toText } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";

/** Three values as lines that can be merged, and the way back to bytes. */
export type MergeTexts = {
  parts: MergePart[];
  /** What was done to compare them. */
  note: string | undefined;
  /** Both are JSON, so what comes of them is to be, too. */
  isJson: boolean;
  encode: (text: string) => Uint8Array;
};

/** What somebody chose for a conflict, by its place among the parts. */
export type Choices = Readonly<Record<number, Choice>>;
export type Choice = { pick: "theirs" | "mine" | "both" } | { pick: "edit"; text: string };

/** What the parts come to, and how many of them wait for a choice. */
export type MergeResult = { text: string; unresolved: number };

type Three = { was: KvEntry | null; theirs: KvEntry | null; value: Uint8Array };

/** Undefined where they can't be merged by lines: one is gone, or no text. */
export function toMergeTexts({ was, theirs, value }: Three): MergeTexts | undefined {
  if (theirs?.operation.kind !== "put") return undefined;
  const base = textOf(was?.operation.kind === "put" ? was.value : new Uint8Array());
  const other = textOf(theirs.value);
  const mine = textOf(value);
  if (base === undefined || other === undefined || mine === undefined) return undefined;
  const asLines = toJsonLines(base, other, mine);
  if (asLines) {
    return {
      parts: mergeLines(asLines),
      isJson: true,
      note: "They are JSON on one line: compared as indented lines, and saved on one line again. Numbers stay as they are written.",
      encode: (text) => encode(layOutJson(text, "short") ?? text),
    };
  }
  const isJson = [other, mine].every(
    (text) => /^\s*[[{]/.test(text) && indentJson(text) !== undefined,
  );
  return { parts: mergeLines({ base, theirs: other, mine }), note: undefined, isJson, encode };
}

/** What the parts come to with these choices. */
export function resultOf(parts: readonly MergePart[], choices: Choices): MergeResult {
  let unresolved = 0;
  const lines = parts.flatMap((part, place) => {
    const own = linesOf(part) ?? chosenLines(part, choices[place]);
    if (own === undefined) unresolved += 1;
    return own ?? [];
  });
  return { text: lines.join("\n"), unresolved };
}

function chosenLines(part: MergePart, choice: Choice | undefined): readonly string[] | undefined {
  if (part.kind === "same" || choice === undefined) return undefined;
  switch (choice.pick) {
    case "theirs":
      return part.theirs;
    case "mine":
      return part.mine;
    case "both":
      return [...part.theirs, ...part.mine];
    case "edit":
      return choice.text === "" ? [] : choice.text.split("\n");
  }
}

/** Of three that are all JSON on one line, each with its elements on lines of their own. */
function toJsonLines(base: string, theirs: string, mine: string) {
  const texts = [base, theirs, mine];
  // A base that was not there yet takes part as it is: as nothing.
  const isShort = texts.every((text) => text === "" || layOutJson(text, "short") === text);
  if (!isShort) return undefined;
  const lines = texts.map((text) => (text === "" ? "" : indentJson(text)));
  const [ofBase, ofTheirs, ofMine] = lines;
  if (ofBase === undefined || !ofTheirs?.includes("\n") || !ofMine?.includes("\n"))
    return undefined;
  return { base: ofBase, theirs: ofTheirs, mine: ofMine };
}

function textOf(bytes: Uint8Array): string | undefined {
  const { text, invalid } = toText(bytes);
  return invalid === 0 ? text : undefined;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
