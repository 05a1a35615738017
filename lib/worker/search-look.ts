import { type Candidate, copyCandidate, sequenceOf } from "@/lib/nats/search-candidate";
import type { RawTest } from "@/lib/nats/search-match";
import type { Look } from "@/lib/nats/search-scan";
import type { ExpressionThread } from "./expression-thread";

/** Looks at each message as it comes. */
export function lookByTest(test: RawTest): Look {
  const found: Candidate[] = [];
  return {
    take: (bytes, from, bodyAt, to) => {
      if (test(bytes, from, bodyAt, to)) found.push(copyCandidate(bytes, from, bodyAt, to));
    },
    found: async () => found,
  };
}

/** An expression, and what tries it; `onSlow` hears where it took too long. */
export type Expression = {
  source: string;
  flags: string;
  thread: ExpressionThread;
  onSlow: (sequence: bigint) => void;
};

const mostMessages = 512;
const mostBytes = 512 * 1_024;

/** Gathers messages and has an expression tried on them; it gives up where that took too long twice. */
export function lookByThread(expression: Expression): Look {
  const tried: Promise<Candidate[] | undefined>[] = [];
  let isGivenUp = false;
  let batch: Candidate[] = [];
  let bytes = 0;
  const flush = () => {
    if (batch.length > 0) tried.push(tryNext(batch));
    batch = [];
    bytes = 0;
  };
  /** After the one before it, so that nothing is tried any more once it was too slow. */
  const tryNext = async (mine: Candidate[]) => {
    const before = tried.at(-1);
    await before;
    if (isGivenUp) return undefined;
    const found = await tryOn(expression, mine);
    isGivenUp = !found;
    return found;
  };
  return {
    take(whole, from, bodyAt, to) {
      const candidate = copyCandidate(whole, from, bodyAt, to);
      batch.push(candidate);
      bytes += candidate.raw.length;
      if (batch.length >= mostMessages || bytes >= mostBytes) flush();
    },
    async found() {
      flush();
      const found: Candidate[] = [];
      for (const each of await Promise.all(tried)) {
        if (!each) return undefined;
        found.push(...each);
      }
      return found;
    },
  };
}

/** A machine that is busy can make any batch late: what was is tried once more, in small parts. */
const smallPart = 16;

async function tryOn(expression: Expression, batch: Candidate[]): Promise<Candidate[] | undefined> {
  const whole = await tryOnce(expression, batch);
  if (whole) return whole;
  const found: Candidate[] = [];
  for (let at = 0; at < batch.length; at += smallPart) {
    const part = batch.slice(at, at + smallPart);
    const fitting = await tryOnce(expression, part);
    if (!fitting) {
      if (part[0]) expression.onSlow(sequenceOf(part[0]));
      return undefined;
    }
    found.push(...fitting);
  }
  return found;
}

async function tryOnce(
  { source, flags, thread }: Expression,
  batch: Candidate[],
): Promise<Candidate[] | undefined> {
  const bytes = new Uint8Array(batch.reduce((sum, { raw }) => sum + raw.length, 0));
  const places = new Uint32Array(2 * batch.length);
  let end = 0;
  for (const [index, { raw, bodyAt }] of batch.entries()) {
    bytes.set(raw, end);
    places[2 * index] = end + bodyAt;
    end += raw.length;
    places[2 * index + 1] = end;
  }
  const fitting = await thread.ask({ source, flags, bytes, places });
  return fitting?.flatMap((index) => batch[index] ?? []);
}
