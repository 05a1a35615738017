import { type BoundedThread, createBoundedThread, type OpenThread } from "./bounded-thread";

/** Which texts an expression fits. */
export type TailRegex = BoundedThread<{ source: string; texts: readonly string[] }, boolean[]>;

/** What an expression may take for the messages of a moment. */
const patienceMs = 400;

/** Tries expressions apart from everything else. */
export function createTailRegex(open: OpenThread): TailRegex {
  return createBoundedThread(open, patienceMs);
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
