/** How many messages the batch export may take in this tick: few while it waits, many while it runs. */
export type Wave = {
  perTick(elapsedMs: number): number;
  /** Tells it how many are still behind the message just taken. */
  sawPending(pending: number): void;
};

const cycleMs = 5 * 60_000;
const risingMs = 3 * 60_000;

/** Falls behind for three minutes, then drains within the two that are left, whatever has come in. */
export function wave(speed: number, tickMs: number): Wave {
  let pending = 0;
  let drainPerTick: number | undefined;
  return {
    sawPending(count) {
      pending = count;
    },
    perTick(elapsedMs) {
      if ((elapsedMs * speed) % cycleMs < risingMs) {
        drainPerTick = undefined;
        return Math.ceil((speed * tickMs) / 1000);
      }
      // Fixed when the run begins: an even slope, with time to spare for what comes in meanwhile.
      const ticks = ((cycleMs - risingMs) * 0.6) / speed / tickMs;
      drainPerTick ??= Math.ceil(pending / ticks + (12 * speed * tickMs) / 1000);
      return Math.min(drainPerTick, 1_000);
    },
  };
}
