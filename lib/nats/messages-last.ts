import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { LastOfSubjects } from "@/lib/model/message-page";
import { getBatch, hasBatches } from "./message-batch";
import { checkAsked, getExtent, listStoredSubjects } from "./messages-extent";
import { toRow } from "./messages-row";
import { getOne, type ReadScope } from "./messages-scope";
import type { StoredMessage } from "./stored-message";

/** A request for more than 1,024 is refused, and as a list of names it has to fit into one message. */
const mostSubjects = 1_000;
const mostNameLetters = 256 * 1_024;
const stepBytes = 4 * 1_024 * 1_024;
const mostInFlight = 50;

/** The newest message of each subject that matches, for the first thousand subjects by name. */
export async function listLastOfSubjects(
  nc: NatsConnection,
  stream: string,
  filter: string,
): Promise<Reading<LastOfSubjects>> {
  const what = `The last messages of ${stream}`;
  const bad = checkAsked(what, stream, filter);
  if (bad) return bad;
  const extent = await getExtent(nc, stream, ">");
  if (!extent.ok) return extent;
  const counts = await listStoredSubjects(nc, stream, filter);
  if (!counts.ok) return counts;
  const names = firstNames([...counts.value.keys()].sort());
  const isBatched = extent.value.allowDirect && hasBatches(nc);
  const scope: ReadScope = {
    ...{ nc, stream, what, filter, extent: extent.value, maxBytes: stepBytes, isBatched },
  };
  const read = isBatched ? await readByBatch(scope, names) : await readOneByOne(scope, names);
  if (!read.ok) return read;
  const found = read.value.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
  return {
    ok: true,
    value: {
      rows: found.map((message) => toRow(message, extent.value.allowDirect)),
      subjects: counts.value.size,
      extent: extent.value,
    },
  };
}

function firstNames(names: string[]): string[] {
  let letters = 0;
  return names.slice(0, mostSubjects).filter((name) => {
    letters += name.length + 3;
    return letters <= mostNameLetters;
  });
}

async function readByBatch(
  scope: ReadScope,
  names: readonly string[],
): Promise<Reading<StoredMessage[]>> {
  const { nc, what, stream, maxBytes } = scope;
  const found: StoredMessage[] = [];
  let missing = new Set(names);
  while (missing.size > 0) {
    const query = { multi_last: [...missing], batch: missing.size, max_bytes: maxBytes };
    const answer = await getBatch(nc, what, stream, query);
    if (!answer.ok) return answer;
    if (!answer.value) return readOneByOne(scope, names);
    const { messages, pending } = answer.value;
    found.push(...messages);
    missing = new Set([...missing].filter((name) => !messages.some((one) => one.subject === name)));
    if (messages.length === 0 || pending === 0n) break;
  }
  return { ok: true, value: found };
}

async function readOneByOne(
  scope: ReadScope,
  names: readonly string[],
): Promise<Reading<StoredMessage[]>> {
  const found: StoredMessage[] = [];
  for (let at = 0; at < names.length; at += mostInFlight) {
    const some = names.slice(at, at + mostInFlight);
    const answers = await Promise.all(some.map((name) => getOne(scope, { last_by_subj: name })));
    for (const answer of answers) {
      if (!answer.ok) return answer;
      if (answer.value) found.push(answer.value);
    }
  }
  return { ok: true, value: found };
}
