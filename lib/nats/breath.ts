/** Longer than that at once, whoever waits for an answer would feel it. */
const longestMs = 10;

/**
 * Lets others have their turn now and then: answers that have come already follow each other without an end, and
 * nothing else is done meanwhile.
 */
export function createBreath(): () => Promise<void> {
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
