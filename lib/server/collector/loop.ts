/** Something that is done beat by beat. */
export type Loop = {
  /** Does it now, or as soon as what is under way has ended. */
  soon(delayMs?: number): void;
  /** What is under way ends by itself, and nothing comes after it. */
  stop(): void;
};

/** How long a loop waits; both are asked after each run. */
export type Pauses = {
  pauseMs: () => number;
  /** At least so long, whoever asks for it soon. */
  restMs: () => number;
};

/** Runs at once and then again and again, never twice at the same time. */
export function createLoop(run: () => Promise<void>, { pauseMs, restMs }: Pauses): Loop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueMs = Number.POSITIVE_INFINITY;
  let restedMs = 0;
  let isRunning = false;
  let isStopped = false;
  /** Asked for while it ran: what it read may be older than the reason to ask. */
  let wantedMs: number | undefined;

  const schedule = (delayMs: number) => {
    if (isStopped) return;
    const nowMs = performance.now();
    const atMs = Math.max(nowMs + delayMs, restedMs);
    if (atMs >= dueMs) return;
    clearTimeout(timer);
    dueMs = atMs;
    timer = setTimeout(go, atMs - nowMs);
  };
  const go = () => {
    dueMs = Number.POSITIVE_INFINITY;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
      restedMs = performance.now() + restMs();
      schedule(Math.min(wantedMs ?? Number.POSITIVE_INFINITY, pauseMs()));
      wantedMs = undefined;
    });
  };
  schedule(0);
  return {
    soon(delayMs = 0) {
      if (isRunning) wantedMs = Math.min(wantedMs ?? delayMs, delayMs);
      else schedule(delayMs);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
