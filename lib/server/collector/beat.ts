/** How often is read; it grows where reading takes long. */
export type Beat = {
  /** How long the last reading took. */
  took(ms: number): void;
  /** From the begin of one reading to the begin of the next. */
  everyMs(): number;
};

/** What a beat is at least and at most. */
export type BeatLimits = { usualMs: number; longestMs: number };

/** Reading takes half of the time at most. It grows at once and shrinks bit by bit, so that it does not flutter. */
export function createBeat({ usualMs, longestMs }: BeatLimits): Beat {
  let everyMs = usualMs;
  return {
    took(ms) {
      const needed = Math.min(Math.max(2 * ms, usualMs), longestMs);
      everyMs = Math.max(needed, Math.min(everyMs, usualMs + (everyMs - usualMs) / 2));
      if (everyMs - usualMs < 50) everyMs = usualMs;
    },
    everyMs: () => Math.round(everyMs),
  };
}
