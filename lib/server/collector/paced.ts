import type { Beat } from "./beat";
import { createLoop, type Loop } from "./loop";

/** Soonest after a reading that was no work but waiting. */
const leastPauseMs = 500;

/**
 * Runs at each beat, the first times sooner: a rate takes two readings, and whoever opens the page waits for it.
 * True where the time that it took was work, which is never more than half of all time.
 */
export function createPaced(
  beat: Beat,
  nowMs: () => number,
  run: () => Promise<boolean>,
  soonRuns = 0,
): Loop {
  let runs = 0;
  let pauseMs = 0;
  let restMs = 0;
  return createLoop(
    async () => {
      const beganMs = nowMs();
      const isWork = await run();
      const tookMs = nowMs() - beganMs;
      if (isWork) beat.took(tookMs);
      pauseMs = ++runs < soonRuns ? leastPauseMs : Math.max(beat.everyMs() - tookMs, leastPauseMs);
      restMs = Math.min(tookMs, pauseMs);
    },
    { pauseMs: () => pauseMs, restMs: () => restMs },
  );
}
