import type { Beat } from "./beat";
import { createLoop, type Loop } from "./loop";

/** Soonest after a reading that was no work but waiting. */
const leastPauseMs = 500;

/** Runs at each beat. True where the time that it took was work, which is never more than half of all time. */
export function createPaced(beat: Beat, nowMs: () => number, run: () => Promise<boolean>): Loop {
  let pauseMs = 0;
  let restMs = 0;
  return createLoop(
    async () => {
      const beganMs = nowMs();
      const isWork = await run();
      const tookMs = nowMs() - beganMs;
      if (isWork) beat.took(tookMs);
      pauseMs = Math.max(beat.everyMs() - tookMs, leastPauseMs);
      restMs = Math.min(tookMs, pauseMs);
    },
    { pauseMs: () => pauseMs, restMs: () => restMs },
  );
}
