import type { Reading } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import { getBatch } from "./message-batch";
import { listStoredSubjects } from "./messages-extent";
import type { ReadScope } from "./messages-scope";

type Scope = Omit<ReadScope, "maxBytes">;

/** So many subjects are counted by name where nothing else tells how many messages match. */
const mostCounted = 10_000;

/** How far the stream reaches, with how many messages match where that can be told. */
export async function countMatches(scope: Scope): Promise<Reading<StreamExtent>> {
  const { filter, extent, isBatched } = scope;
  if (filter === ">" || extent.matches !== undefined) return { ok: true, value: extent };
  const counted = isBatched ? await countFrom(scope, extent.first) : await countBySubject(scope);
  if (!counted.ok) return counted;
  const { value } = counted;
  return { ok: true, value: value === undefined ? extent : { ...extent, matches: value.count } };
}

/** How many match from a sequence on, and where the first of them is; undefined where a server can't tell. */
export async function countFrom(
  { nc, what, stream, filter, extent }: Scope,
  from: bigint,
): Promise<Reading<{ at: bigint; count: bigint } | undefined>> {
  const query = { seq: from, next_by_subj: filter, batch: 1, max_bytes: 1 };
  const answer = await getBatch(nc, what, stream, query);
  if (!answer.ok) return answer;
  if (!answer.value) return { ok: true, value: undefined };
  const { messages, pending } = answer.value;
  const [first] = messages;
  const at = first?.sequence ?? (from > extent.last ? from : extent.last + 1n);
  return { ok: true, value: { at, count: BigInt(messages.length) + pending } };
}

async function countBySubject({
  nc,
  stream,
  filter,
  extent: { subjects = Number.POSITIVE_INFINITY },
}: Scope): Promise<Reading<{ count: bigint } | undefined>> {
  if (subjects > mostCounted) return { ok: true, value: undefined };
  const counts = await listStoredSubjects(nc, stream, filter);
  if (!counts.ok) return counts;
  const count = [...counts.value.values()].reduce((sum, each) => sum + each, 0n);
  return { ok: true, value: { count } };
}
