const firstMs = 250;
const longestMs = 2000;
const spread = 0.2;

/**
 * How long to wait before the next attempt: doubling, a little spread, up to two seconds. Drawn once for each attempt:
 * nats.js asks again and again until it is over.
 */
export type BackOff = { failed(): void; succeeded(): void; delayMs(): number };

/** A wait that grows with each attempt and starts over after a success. */
export function createBackOff(random: () => number = Math.random): BackOff {
  const draw = (plainMs: number) => Math.round(plainMs * (1 - spread + 2 * spread * random()));
  let attempts = 0;
  let delayMs = draw(firstMs);
  return {
    failed: () => {
      delayMs = draw(Math.min(longestMs, firstMs * 2 ** attempts));
      attempts += 1;
    },
    succeeded: () => {
      attempts = 0;
      delayMs = draw(firstMs);
    },
    delayMs: () => delayMs,
  };
}
