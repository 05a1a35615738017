import type { Reading } from "@/lib/errors/app-error";
import { readSpan } from "./messages-reader";
import { densityOf, getOne, type ReadScope } from "./messages-scope";
import type { StoredMessage } from "./stored-message";

/** What was found, and from where reading goes on. */
export type NewerRead = {
  /** By sequence. */
  messages: StoredMessage[];
  next: bigint;
  /** How many are known to follow. */
  waiting: bigint;
  isCutByBytes: boolean;
};

const mostReads = 14;

/** The oldest messages from a sequence on. */
export async function readNewer(
  scope: ReadScope,
  from: bigint,
  count: number,
): Promise<Reading<NewerRead>> {
  if (!scope.isBatched) return walkNewer(scope, from, count);
  // The end of the stream as NATS knows it when it answers, not as it was told before.
  const end = (1n << 63n) - 1n;
  const answer = await readSpan(scope, from, end, count);
  if (!answer.ok) return answer;
  const { messages, pending, isCutByBytes } = answer.value;
  const last = messages.at(-1)?.sequence;
  const next = last === undefined ? from : last + 1n;
  return { ok: true, value: { messages, next, waiting: pending ?? 0n, isCutByBytes } };
}

/** By windows as wide as should hold what is wanted; over a gap with one request. */
async function walkNewer(
  scope: ReadScope,
  from: bigint,
  count: number,
): Promise<Reading<NewerRead>> {
  const { first, last } = scope.extent;
  const messages: StoredMessage[] = [];
  let isCutByBytes = false;
  let next = from > first ? from : first;
  for (let reads = 0; reads < mostReads && next <= last && !isCutByBytes; reads++) {
    const to = windowEnd(scope, next, count - messages.length);
    const answer = await readSpan(scope, next, to, count);
    if (!answer.ok) return answer;
    messages.push(...answer.value.messages);
    next = answer.value.reachedTo + 1n;
    isCutByBytes = answer.value.isCutByBytes;
    if (messages.length >= count) break;
    const found = await findNext(scope, next, answer.value.messages.length > 0);
    if (!found.ok) return found;
    next = found.value;
  }
  const waiting = next <= last ? 1n : 0n;
  return { ok: true, value: { messages, next, waiting, isCutByBytes } };
}

function windowEnd(scope: ReadScope, from: bigint, missing: number): bigint {
  const { last } = scope.extent;
  const end = from + BigInt(Math.ceil(missing / (densityOf(scope) || 0.25))) - 1n;
  return end < last ? end : last;
}

/** Where an empty window is followed by something. */
async function findNext(
  scope: ReadScope,
  next: bigint,
  hasFound: boolean,
): Promise<Reading<bigint>> {
  const { last } = scope.extent;
  if (hasFound || next > last) return { ok: true, value: next };
  const found = await getOne(scope, { seq: next, next_by_subj: scope.filter });
  return found.ok ? { ok: true, value: found.value?.sequence ?? last + 1n } : found;
}
