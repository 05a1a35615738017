import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { getMessage } from "./message-get";
import { checkAsked } from "./messages-extent";
import { fromLeader } from "./stream-head";

/** More filters are asked one after the other. */
const atOnce = 8;

/** The sequence of the first message from a place on that one of the subjects takes; null where there is none. */
export async function findNextMessage(
  nc: NatsConnection,
  stream: string,
  { from, filterSubjects }: { from: bigint; filterSubjects: readonly string[] },
): Promise<Reading<bigint | null>> {
  const what = `The messages of ${stream}`;
  const head = fromLeader(stream);
  const filters = filterSubjects.length === 0 ? [">"] : filterSubjects;
  let first: bigint | null = null;
  for (let at = 0; at < filters.length; at += atOnce) {
    const asked = filters.slice(at, at + atOnce).map((filter) => {
      const bad = checkAsked(what, stream, filter);
      return bad ?? getMessage(nc, what, head, { seq: from, next_by_subj: filter });
    });
    for (const found of await Promise.all(asked)) {
      if (!found.ok) return found;
      const sequence = found.value?.sequence;
      if (sequence !== undefined && (first === null || sequence < first)) first = sequence;
    }
  }
  return { ok: true, value: first };
}
