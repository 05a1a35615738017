/** Remembers when something was done last, and so whether it is due again. */
export type Due = {
  isDue(name: string, everyMs: number): boolean;
  done(name: string): void;
  /** Everything is due. */
  forget(): void;
};

/** For things that are done more seldom than at every beat. */
export function createDue(nowMs: () => number): Due {
  const lastMs = new Map<string, number>();
  return {
    isDue: (name: string, everyMs: number) =>
      nowMs() - (lastMs.get(name) ?? Number.NEGATIVE_INFINITY) >= everyMs,
    done: (name: string) => void lastMs.set(name, nowMs()),
    forget: () => lastMs.clear(),
  };
}
