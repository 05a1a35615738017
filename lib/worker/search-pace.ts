/** How fast a search is, by its last seconds. */
export type SearchPace = {
  note(done: { messages: number; bytes: number }): void;
  /** Time without a connection does not count. */
  rest(): void;
  /** How long so much takes; undefined before anything was done. */
  timeFor(messages: number): number | undefined;
};

const rememberedMs = 5_000;

type Step = { atMs: number; messages: number };

/** Begins now. */
export function createSearchPace(now: () => number = Date.now): SearchPace {
  let steps: Step[] = [{ atMs: now(), messages: 0 }];
  return {
    note({ messages }) {
      const atMs = now();
      steps.push({ atMs, messages });
      const oldest = steps.findLastIndex((step) => atMs - step.atMs > rememberedMs);
      // The one before the oldest says when that began.
      if (oldest > 0) steps = steps.slice(oldest);
    },
    rest() {
      steps = [{ atMs: now(), messages: 0 }];
    },
    timeFor(messages) {
      const [first, last] = [steps[0], steps.at(-1)];
      const done = steps.slice(1).reduce((sum, step) => sum + step.messages, 0);
      if (!first || !last || done === 0) return undefined;
      return (messages * Math.max(1, last.atMs - first.atMs)) / done;
    },
  };
}
