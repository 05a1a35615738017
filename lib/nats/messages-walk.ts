import type { Reading } from "@/lib/errors/app-error";
import { countOf, densityOf, getOne, type ReadScope, type SpanRead } from "./messages-scope";
import type { StoredMessage } from "./stored-message";

/** More at a time bring nothing (nats.md 6.4). */
const mostInFlight = 50;

type Budget = { requests: number; bytes: number };
type Part = { from: bigint; to: bigint };
type Walked = { messages: StoredMessage[]; isWhole: boolean };

/**
 * Reads a part of a stream message by message, several at a time: each walks through a share of its own, always to
 * the next that matches, so that what was deleted costs no requests.
 */
export async function walkSpan(
  scope: ReadScope,
  from: bigint,
  to: bigint,
  limit: number,
): Promise<Reading<SpanRead>> {
  const atOnce = countOf(scope, mostInFlight);
  const parts = split(from, to, densityOf(scope), atOnce);
  const budget: Budget = { requests: 2 * limit + parts.length, bytes: scope.maxBytes };
  const walks = await Promise.all(parts.map((part) => walk(scope, part, budget)));
  const messages: StoredMessage[] = [];
  let reachedTo = from - 1n;
  for (const [index, walked] of walks.entries()) {
    if (!walked.ok) return walked;
    messages.push(...walked.value.messages);
    const part = parts[index];
    if (walked.value.isWhole && part) {
      reachedTo = part.to;
      continue;
    }
    reachedTo = walked.value.messages.at(-1)?.sequence ?? reachedTo;
    // What was read behind a hole would hide it.
    break;
  }
  return {
    ok: true,
    value: {
      messages,
      reachedTo,
      pending: undefined,
      isCutByBytes: reachedTo < to && budget.bytes <= 0,
    },
  };
}

async function walk(scope: ReadScope, part: Part, budget: Budget): Promise<Reading<Walked>> {
  const messages: StoredMessage[] = [];
  let next = part.from;
  while (next <= part.to) {
    const isSpent = budget.requests <= 0 || budget.bytes <= 0;
    if (isSpent) return { ok: true, value: { messages, isWhole: false } };
    budget.requests -= 1;
    const found = await getOne(scope, { seq: next, next_by_subj: scope.filter });
    if (!found.ok) return found;
    const message = found.value;
    if (!message || message.sequence > part.to) break;
    budget.bytes -= message.data.length;
    messages.push(message);
    next = message.sequence + 1n;
  }
  return { ok: true, value: { messages, isWhole: true } };
}

/** As many shares as messages are to be expected, of the same width. */
function split(from: bigint, to: bigint, density: number, most: number): Part[] {
  const width = to - from + 1n;
  if (width <= 0n) return [];
  const expected = Math.ceil(Number(width) * density);
  const count = BigInt(Math.max(1, Math.min(most, expected)));
  const share = (width + count - 1n) / count;
  const parts: Part[] = [];
  for (let start = from; start <= to; start += share) {
    const end = start + share - 1n;
    parts.push({ from: start, to: end < to ? end : to });
  }
  return parts;
}
