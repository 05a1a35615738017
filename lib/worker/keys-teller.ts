/** Tells what there is to see, no faster than somebody takes it. */
export type Teller = {
  /** Something has changed. */
  mark(): void;
  /** Somebody asked for something else: he does not wait. */
  markNow(): void;
  setVisible(isVisible: boolean): void;
  close(): void;
};

const restMs = 50;
const hiddenRestMs = 1_000;

/** Begins to tell with the first change. [L3] */
export function createTeller(tell: () => unknown, firstVisible: boolean): Teller {
  let isVisible = firstVisible;
  let isDirty = false;
  let isTaken = true;
  let isClosed = false;
  let toldMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const go = async () => {
    timer = undefined;
    if (!isDirty || !isTaken || isClosed) return;
    isDirty = false;
    isTaken = false;
    toldMs = performance.now();
    try {
      await tell();
    } finally {
      isTaken = true;
      if (isDirty) wait();
    }
  };
  const wait = (ms = isVisible ? restMs : hiddenRestMs) => {
    timer ??= setTimeout(() => void go(), Math.max(0, toldMs + ms - performance.now()));
  };
  return {
    mark() {
      isDirty = true;
      if (isTaken && !isClosed) wait();
    },
    markNow() {
      isDirty = true;
      if (!isTaken || isClosed) return;
      clearTimeout(timer);
      timer = undefined;
      wait(0);
    },
    setVisible(next) {
      isVisible = next;
      clearTimeout(timer);
      timer = undefined;
      if (isDirty && isTaken && !isClosed) wait();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
