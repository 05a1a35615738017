import type { Reading } from "@/lib/errors/app-error";
import { getBatch } from "./message-batch";
import type { ReadScope, SpanRead } from "./messages-scope";
import { walkSpan } from "./messages-walk";

/** Reads what matches between two sequences, both included, from the older end on; may stop short. */
export async function readSpan(
  scope: ReadScope,
  from: bigint,
  to: bigint,
  limit: number,
): Promise<Reading<SpanRead>> {
  if (!scope.isBatched) return walkSpan(scope, from, to, limit);
  const { nc, what, stream, filter, maxBytes } = scope;
  const query = { seq: from, next_by_subj: filter, batch: limit, max_bytes: maxBytes };
  const answer = await getBatch(nc, what, stream, query);
  if (!answer.ok) return answer;
  if (answer.value === undefined) return readSpan({ ...scope, isBatched: false }, from, to, limit);
  const { messages, pending } = answer.value;
  const last = messages.at(-1)?.sequence ?? to;
  const isWhole = pending === 0n || last >= to;
  return {
    ok: true,
    value: {
      messages: messages.filter(({ sequence }) => sequence <= to),
      reachedTo: isWhole ? to : last,
      pending,
      isCutByBytes: pending > 0n && messages.length < limit,
    },
  };
}
