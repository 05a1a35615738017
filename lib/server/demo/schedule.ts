/** What went wrong without stopping the demo. */
export type Problem = { what: string; why: string };

/** Hears of each problem. */
export type Report = (problem: Problem) => void;

/** Timers that end together, and whose failures are reported instead of thrown into nowhere. */
export type Schedule = {
  every(what: string, intervalMs: number, task: () => unknown): void;
  after(what: string, delayMs: number, task: () => unknown): void;
  /** Starts work that nobody waits for. */
  spawn(what: string, task: () => unknown): void;
  /** The same, tried again every second until it succeeds or all is stopped. */
  insist(what: string, task: () => unknown): void;
  stopped(): boolean;
  stop(): void;
};

const retryMs = 1_000;

/** Makes an empty schedule. */
export function schedule(report: Report): Schedule {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const run = async (what: string, task: () => unknown) => {
    try {
      await task();
    } catch (error) {
      // What fails because everything is being closed is no news.
      if (!stopped) report({ what, why: error instanceof Error ? error.message : String(error) });
    }
  };

  const after = (what: string, delayMs: number, task: () => unknown) => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(what, task);
    }, delayMs);
    timers.add(timer);
  };

  const insist = (what: string, task: () => unknown) =>
    void run(what, async () => {
      try {
        await task();
      } catch (error) {
        after(what, retryMs, () => insist(what, task));
        throw error;
      }
    });

  return {
    after,
    insist,
    spawn: (what, task) => void run(what, task),
    every(what, intervalMs, task) {
      // The next one is set when the last one ended: a slow server never makes them pile up.
      const round = () =>
        after(what, intervalMs, async () => {
          try {
            await task();
          } finally {
            round();
          }
        });
      round();
    },
    stopped: () => stopped,
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
