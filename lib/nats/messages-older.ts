import type { Reading } from "@/lib/errors/app-error";
import { readSpan } from "./messages-reader";
import { countOf, densityOf, type ReadScope, type SpanRead } from "./messages-scope";
import type { StoredMessage } from "./stored-message";

/** What was found, and down to where was looked. */
export type OlderRead = {
  /** By sequence. */
  messages: StoredMessage[];
  /** Everything from here on was looked at. */
  lookedFrom: bigint;
  isCutByBytes: boolean;
};

/** Then the page says how far it has looked, and goes on when somebody wants it to. */
const mostReads = 14;
const widening = 8;

/**
 * The newest messages up to a sequence. NATS reads forward only, so this reads windows, as wide as should hold the
 * number that is wanted: what was too wide is halved, what was empty is followed by a wider one before it.
 */
export async function readOlder(
  scope: ReadScope,
  from: bigint,
  wanted: number,
): Promise<Reading<OlderRead>> {
  const count = countOf(scope, wanted);
  const { first, last } = scope.extent;
  const messages: StoredMessage[] = [];
  let isCutByBytes = count < wanted;
  let to = from < last ? from : last;
  let width = widthOf(count, densityOf(scope));
  for (let reads = 0; reads < mostReads && to >= first && messages.length < count; reads++) {
    const start = to - width + 1n > first ? to - width + 1n : first;
    const answer = await readWhole(scope, start, to, count);
    if (!answer.ok) return answer;
    const read = answer.value;
    isCutByBytes ||= read.isCutByBytes;
    const span = to - start + 1n;
    if (read.reachedTo < to) {
      const covered = read.reachedTo - start + 1n;
      width = max(1n, covered < span / 2n ? covered : span / 2n);
      continue;
    }
    messages.unshift(...read.messages);
    to = start - 1n;
    if (read.isCutByBytes) break;
    width = nextWidth(span, read.messages.length, count - messages.length);
  }
  return { ok: true, value: { messages, lookedFrom: to + 1n, isCutByBytes } };
}

/** Where the newest of a stream should begin, so that reading to its end finds that many. */
export function newestFrom(scope: ReadScope, count: number): bigint {
  const { first, last } = scope.extent;
  return max(first, last + 1n - widthOf(count, densityOf(scope)));
}

/** Goes on a little where only a little is left. */
async function readWhole(
  scope: ReadScope,
  from: bigint,
  to: bigint,
  count: number,
): Promise<Reading<SpanRead>> {
  // As many as are wanted where each sequence holds one; else the window is a guess.
  const limit = to - from + 1n <= BigInt(count) ? count : 4 * count;
  const first = await readSpan(scope, from, to, limit);
  if (!first.ok) return first;
  let read = first.value;
  const isNear = (now: SpanRead) =>
    now.reachedTo < to && !now.isCutByBytes && (now.pending ?? 4n * BigInt(limit)) < 3 * limit;
  while (isNear(read)) {
    const more = await readSpan(scope, read.reachedTo + 1n, to, limit);
    if (!more.ok) return more;
    read = { ...more.value, messages: [...read.messages, ...more.value.messages] };
  }
  return { ok: true, value: read };
}

function widthOf(count: number, density: number): bigint {
  if (density <= 0) return BigInt(count) * BigInt(widening);
  // Where most sequences hold one, a little more makes up for the gaps.
  const wanted = count / density;
  return BigInt(Math.ceil(density > 0.99 ? wanted : wanted * 1.25));
}

function nextWidth(span: bigint, found: number, missing: number): bigint {
  if (found === 0) return span * BigInt(widening);
  const wanted = (Number(span) * missing * 1.5) / found;
  const most = span * BigInt(widening);
  const next = BigInt(Math.ceil(wanted));
  return max(1n, next < most ? next : most);
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
