/** Something with a name that can be found. */
export type Findable = {
  id: string;
  /** What is shown, searched and marked. */
  text: string;
  /** Other words for it, searched only. */
  also?: string | undefined;
};

/** What was found, and where in its text. */
export type Hit<T> = { item: T; ranges: readonly Range[] };

/** From the first letter to before the last. */
export type Range = readonly [from: number, to: number];

/** The best of what matches, and how much there is. */
export type Found<T> = { hits: readonly Hit<T>[]; total: number };

/** Finds by what was typed: the same name first, then names that begin so, words that do, and the rest; each in order. */
export function find<T extends Findable>(
  items: readonly T[],
  query: string,
  most: number,
): Found<T> {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") {
    const hits = items.slice(0, most).map((item) => ({ item, ranges: [] }));
    return { hits, total: items.length };
  }
  const words = wanted.split(/\s+/);
  const ranks: T[][] = [[], [], [], [], []];
  for (const item of items) ranks[rankOf(item, wanted, words)]?.push(item);
  const found = ranks.flat();
  const hits = found
    .slice(0, most)
    .map((item) => ({ item, ranges: rangesIn(item.text, wanted, words) }));
  return { hits, total: found.length };
}

const notFound = 9;

function rankOf({ text, also }: Findable, wanted: string, words: readonly string[]): number {
  const lower = text.toLowerCase();
  const at = lower.indexOf(wanted);
  if (at === 0) return lower.length === wanted.length ? 0 : 1;
  if (at > 0) return startsWord(lower, wanted, at) ? 2 : 3;
  const all = also === undefined ? lower : `${lower} ${also.toLowerCase()}`;
  return words.every((word) => all.includes(word)) ? 4 : notFound;
}

function startsWord(text: string, wanted: string, first: number): boolean {
  for (let at = first; at > 0; at = text.indexOf(wanted, at + 1)) {
    if (/[\s._\-/:$]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function rangesIn(text: string, wanted: string, words: readonly string[]): Range[] {
  const lower = text.toLowerCase();
  // A few letters are longer in lower case, and then places in one are not places in the other.
  if (lower.length !== text.length) return [];
  const whole = lower.indexOf(wanted);
  if (whole >= 0) return [[whole, whole + wanted.length]];
  const ranges = words
    .map((word): Range => [lower.indexOf(word), lower.indexOf(word) + word.length])
    .filter(([from]) => from >= 0)
    .sort(([one], [other]) => one - other);
  return ranges.filter(([from], index) => from >= (ranges[index - 1]?.[1] ?? 0));
}
