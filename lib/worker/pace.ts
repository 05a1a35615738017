import { closeCodes, finalCloseCodes, parseComeBackMs } from "@/lib/model/close-codes";

/** How a socket was closed. */
export type Closed = { code: number; reason: string };

/** When a link tries again. Moments are the clock's that it was made with. */
export type Pace = {
  /** An attempt begins. */
  attempt(): void;
  /** It came in. */
  succeeded(): void;
  /** It failed, or what it opened was lost. */
  lost(closed: Closed): void;
  /** A tab that nobody sees asks seldom, and at once when it is seen again. */
  setVisible(isVisible: boolean): void;
  /** Whatever was waited for has come: the next attempt is due. */
  hurry(): void;
  restMs(): number;
};

/** The waits, each with its reason. */
const linkDelays = {
  firstMs: 250,
  /** With its spread, and the moments of a dial, a server that is back is seen within three seconds. */
  longestMs: 1_500,
  /** What was refused can be mended on the server; asked this seldom it fills nobody's log. */
  refusedMs: 15_000,
  hiddenMs: 30_000,
};

/** Where a pace takes its time and its chance from; a test brings its own. */
export type PaceOptions = {
  delays?: Partial<typeof linkDelays>;
  now?: () => number;
  random?: () => number;
};

/** Doubling waits, spread so that many tabs do not come back in one moment, for ever. */
export function createPace(options: PaceOptions = {}): Pace {
  const { now = Date.now, random = Math.random } = options;
  const delays = { ...linkDelays, ...options.delays };
  /** Half to one and a half times the delay. */
  const spread = (delayMs: number) => delayMs * (0.5 + random());
  let failures = 0;
  let isIn = false;
  let isVisible = true;
  let dueMs = 0;
  let dueHiddenMs = 0;

  const wait = (delayMs: number) => {
    dueMs = now() + delayMs;
    dueHiddenMs = Math.max(dueMs, now() + spread(delays.hiddenMs));
  };
  return {
    attempt() {
      wait(spread(Math.min(delays.firstMs * 2 ** failures, delays.longestMs)));
      failures++;
      isIn = false;
    },
    succeeded() {
      failures = 0;
      isIn = true;
    },
    lost({ code, reason }) {
      const comeBackMs = parseComeBackMs(reason);
      if (comeBackMs !== undefined) wait(comeBackMs);
      else if (finalCloseCodes.has(code)) wait(delays.refusedMs);
      // Told so at the door, it would come back without end.
      else if (isIn) wait(code === closeCodes.changed ? 0 : spread(delays.firstMs));
      isIn = false;
    },
    setVisible(next) {
      if (next && !isVisible) dueMs = now();
      isVisible = next;
    },
    hurry() {
      dueMs = now();
      dueHiddenMs = dueMs;
    },
    restMs: () => Math.max(0, (isVisible ? dueMs : dueHiddenMs) - now()),
  };
}
