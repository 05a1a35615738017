const firstMs = 250;
const longestMs = 2000;
const spread = 0.2;

/** How long to wait before the next attempt: doubling, a little spread, up to two seconds. */
export type BackOff = { failed(): void; succeeded(): void; delayMs(): number };

/** A wait that grows with each attempt and starts over after a success. */
export function createBackOff(random: () => number = Math.random): BackOff {
  let attempts = 0;
  return {
    failed: () => {
      attempts += 1;
    },
    succeeded: () => {
      attempts = 0;
    },
    delayMs: () => {
      const plain = Math.min(longestMs, firstMs * 2 ** Math.max(0, attempts - 1));
      return Math.round(plain * (1 - spread + 2 * spread * random()));
    },
  };
}
