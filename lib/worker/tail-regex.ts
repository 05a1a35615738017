/** What tries an expression on texts, apart from everything else; `undefined` where it took too long. */
export type TailRegex = {
  test(source: string, texts: readonly string[]): Promise<boolean[] | undefined>;
  end(): void;
};

/** What an expression may take for the messages of a moment. */
const patienceMs = 400;
/** The same for the first ones, while the thread is still being loaded. */
const firstPatienceMs = 5_000;

/** Opens the thread; a test brings its own. */
export type OpenThread = () => Pick<Worker, "postMessage" | "terminate" | "onmessage">;

/** Tries expressions in a thread that is ended when one takes too long: nothing else stops a regular expression. */
export function createTailRegex(openThread: OpenThread): TailRegex {
  let thread: ReturnType<OpenThread> | undefined;
  const end = () => {
    thread?.terminate();
    thread = undefined;
  };
  let last: Promise<unknown> = Promise.resolve();
  const run = (source: string, texts: readonly string[]): Promise<boolean[] | undefined> =>
    new Promise((settle) => {
      const withinMs = thread ? patienceMs : firstPatienceMs;
      thread ??= openThread();
      const late = setTimeout(() => {
        end();
        settle(undefined);
      }, withinMs);
      thread.onmessage = ({ data }: MessageEvent<boolean[]>) => {
        clearTimeout(late);
        settle(data);
      };
      thread.postMessage({ source, texts });
    });
  return {
    test(source, texts) {
      const answer = last.then(() => run(source, texts));
      last = answer;
      return answer;
    },
    end,
  };
}

/** Which of these it fits; undefined where it took too long, or is not asked for any more. */
export async function findFitting<T extends { no: number }>(
  items: readonly T[],
  test: (part: readonly T[]) => Promise<boolean[] | undefined>,
  isWanted: () => boolean,
): Promise<Set<number> | undefined> {
  const fitting = new Set<number>();
  for (let at = 0; at < items.length; at += partItems) {
    const part = items.slice(at, at + partItems);
    const found = await test(part);
    if (!found || !isWanted()) return undefined;
    for (const [index, { no }] of part.entries()) if (found[index]) fitting.add(no);
  }
  return fitting;
}

const partItems = 500;

/** Why it is no expression; undefined where it is one. */
export function faultOfRegex(source: string): string | undefined {
  try {
    new RegExp(source, "u");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
