import { matchLines } from "./match-lines";

/** What three texts have at one place. */
type Sides = { base: readonly string[]; theirs: readonly string[]; mine: readonly string[] };

/** A stretch of lines that both have. */
type SamePart = { kind: "same"; lines: readonly string[] };
/** One that was changed on one side only, or on both in the same way. */
export type ChangedPart = { kind: "theirs" | "mine" | "both" } & Sides;
/** One that was changed on both sides, in two ways. */
export type ConflictPart = { kind: "conflict" } & Sides;
/** A stretch of lines of two texts that both come from a third one. */
export type MergePart = SamePart | ChangedPart | ConflictPart;

/** Three texts line by line: what both have of the base, what one side changed, what both did. */
export function mergeLines(texts: { base: string; theirs: string; mine: string }): MergePart[] {
  const base = texts.base.split("\n");
  const theirs = texts.theirs.split("\n");
  const mine = texts.mine.split("\n");
  const inTheirs = matchLines(base, theirs);
  const inMine = matchLines(base, mine);
  const parts: MergePart[] = [];
  let [i, t, m] = [0, 0, 0];
  let same: string[] = [];
  const endSame = () => {
    if (same.length > 0) parts.push({ kind: "same", lines: same });
    same = [];
  };
  while (i < base.length || t < theirs.length || m < mine.length) {
    if (i < base.length && inTheirs[i] === t && inMine[i] === m) {
      same.push(base[i] ?? "");
      [i, t, m] = [i + 1, t + 1, m + 1];
      continue;
    }
    endSame();
    let next = i;
    while (next < base.length && !isInBoth(inTheirs[next], inMine[next])) next += 1;
    const nextTheirs = inTheirs[next] ?? theirs.length;
    const nextMine = inMine[next] ?? mine.length;
    parts.push(toPart(base.slice(i, next), theirs.slice(t, nextTheirs), mine.slice(m, nextMine)));
    [i, t, m] = [next, nextTheirs, nextMine];
  }
  endSame();
  return parts;
}

/** The lines that a part comes to; undefined where somebody has to choose. */
export function linesOf(part: MergePart): readonly string[] | undefined {
  switch (part.kind) {
    case "same":
      return part.lines;
    case "mine":
      return part.mine;
    case "theirs":
    case "both":
      return part.theirs;
    case "conflict":
      return undefined;
  }
}

function isInBoth(inTheirs = -1, inMine = -1): boolean {
  return inTheirs >= 0 && inMine >= 0;
}

function toPart(base: string[], theirs: string[], mine: string[]): MergePart {
  const lines = { base, theirs, mine };
  if (isSame(theirs, mine)) return { kind: "both", ...lines };
  if (isSame(base, theirs)) return { kind: "mine", ...lines };
  return isSame(base, mine) ? { kind: "theirs", ...lines } : { kind: "conflict", ...lines };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}
