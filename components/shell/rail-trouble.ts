/** The worst that is wrong behind a page, and how much of it, in words. */
export type RailTrouble = { severity: "attention" | "trouble"; words: string };

/** Of several, the worst first, all that there is any of; undefined where nothing is wrong. */
export function railTrouble(
  kinds: readonly { severity: RailTrouble["severity"]; words: string | undefined }[],
): RailTrouble | undefined {
  const wrong = kinds.filter(({ words }) => words !== undefined);
  const [worst] = wrong;
  return worst && { severity: worst.severity, words: wrong.map(({ words }) => words).join(", ") };
}

/** "1 trouble", "3 troubles"; undefined for none. */
export function countWords(count: number, one: string, many = one): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : many}`;
}
