/** Longer than that at once, whoever waits for an answer would feel it. */
const longestMs = 10;

/** To be awaited between two pieces of work. */
export type Breath = () => Promise<void>;

/**
 * Lets others have their turn now and then: answers that have come already follow each other without an end, and
 * nothing else is done meanwhile.
 */
export function createBreath(): Breath {
  let sinceMs = performance.now();
  let taken: Promise<void> | undefined;
  return async () => {
    if (performance.now() - sinceMs < longestMs) return;
    taken ??= new Promise<void>((go) => setTimeout(go)).then(() => {
      taken = undefined;
      sinceMs = performance.now();
    });
    await taken;
  };
}
