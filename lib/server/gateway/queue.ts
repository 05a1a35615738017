/** Lets so many in at a time; the others wait in order for their turn. */
export type Queue<Word> = {
  /** "yours" is a turn, to be given back by `leave`; undefined says that the signal fired before it came. */
  enter(signal: AbortSignal): Promise<"yours" | Word | undefined>;
  leave(): void;
  /** Sends all home who wait, each with this word. */
  dismiss(word: Word): void;
};

/** A queue whose room is asked for at each turn: it may change in between. */
export function createQueue<Word extends object>(room: () => number): Queue<Word> {
  const waiting = new Set<(answer: "yours" | Word) => void>();
  let inside = 0;

  const admit = () => {
    for (const call of waiting) {
      if (inside >= room()) return;
      waiting.delete(call);
      inside++;
      call("yours");
    }
  };
  return {
    enter(signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      if (inside < room()) {
        inside++;
        return Promise.resolve("yours");
      }
      return new Promise((resolve) => {
        const leave = () => {
          waiting.delete(call);
          resolve(undefined);
        };
        const call = (answer: "yours" | Word) => {
          signal.removeEventListener("abort", leave);
          resolve(answer);
        };
        waiting.add(call);
        signal.addEventListener("abort", leave, { once: true });
      });
    },
    leave() {
      inside--;
      admit();
    },
    dismiss(word) {
      for (const call of waiting) call(word);
      waiting.clear();
    },
  };
}
