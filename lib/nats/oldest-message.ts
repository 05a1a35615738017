import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { getMessage } from "./message-get";

/** A message's place in its stream, and when it was stored. */
export type OldMessage = { sequence: bigint; ms: number };

/** Where it is looked for. */
export type OldestQuestion = {
  stream: string;
  allowDirect: boolean;
  from: bigint;
  /** None: whatever there is. */
  filters: readonly string[];
};

/**
 * The first message from a sequence on that one of the filters takes in; one question a filter. Undefined where there is
 * none. Nothing is changed by it.
 */
export async function findOldestMessage(
  nc: NatsConnection,
  { stream, allowDirect, from, filters }: OldestQuestion,
): Promise<Reading<OldMessage | undefined>> {
  const what = `The oldest message in ${stream}`;
  const head = { name: stream, allowDirect };
  let oldest: OldMessage | undefined;
  for (const filter of filters.length > 0 ? filters : [">"]) {
    const answer = await getMessage(nc, what, head, { seq: from, next_by_subj: filter });
    if (!answer.ok) return answer;
    const found = answer.value;
    if (!found || (oldest && found.sequence >= oldest.sequence)) continue;
    oldest = { sequence: found.sequence, ms: Number(found.timeNs / 1_000n) / 1_000 };
  }
  return { ok: true, value: oldest };
}
