import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { KvHistory, KvRevision } from "@/lib/model/kv";
import { toKvEntry } from "./kv-entry";
import { checkAskedKey, getKvMessage, keyInWords } from "./kv-get";
import { getKvPlace, type KvPlace } from "./kv-place";
import { getBatch, hasBatches } from "./message-batch";
import { getMessage } from "./message-get";
import { ask } from "./request";
import { apiSubject } from "./scope";
import type { StoredMessage } from "./stored-message";
import { counter } from "./wire";

/** What is told at most: clients keep up to 64, the server as many as somebody asks for. */
const mostRevisions = 128;
/** A longer value is left out of the list. */
const wholeUpToBytes = 64 * 1_024;
/** Beyond, no older ones are read. */
const mostBytes = 16 * 1_024 * 1_024;
const batchBytes = 8 * 1_024 * 1_024;
/** How often a server that tells one at a time is asked. */
const mostQuestions = 600;

/** The revisions of a key, the newest first. Read without a consumer, so that nothing changes, whatever the retention. */
export async function listKvHistory(
  nc: NatsConnection,
  bucket: string,
  key: string,
): Promise<Reading<KvHistory>> {
  const bad = checkAskedKey(key);
  if (bad) return bad;
  const known = await getKvPlace(nc, bucket);
  if (!known.ok) return known;
  const place = known.value;
  const [newest, count] = await Promise.all([
    getKvMessage(nc, place, key),
    countRevisions(nc, place, key),
  ]);
  if (!newest.ok) return newest;
  if (!count.ok) return count;
  if (!newest.value) return { ok: true, value: { revisions: [], older: 0 } };
  const found = await readBackwards(nc, { place, key, count: count.value }, newest.value);
  if (!found.ok) return found;
  const revisions = found.value.slice(-mostRevisions).map((one) => toRevision(place, one));
  const older = Math.max(0, count.value - revisions.length);
  return { ok: true, value: { revisions: revisions.reverse(), older } };
}

function toRevision({ prefix }: KvPlace, message: StoredMessage): KvRevision {
  const entry = toKvEntry(prefix, message);
  const isCut = entry.value.length > wholeUpToBytes;
  return { ...entry, isCut, ...(isCut ? { value: new Uint8Array() } : {}) };
}

type Keyed = { place: KvPlace; key: string; count: number };

/**
 * NATS reads forward only: stretches of the stream are read, each before the last one and longer than it, until there
 * are enough. Few and small ones are read at once from the beginning.
 */
async function readBackwards(
  nc: NatsConnection,
  keyed: Keyed,
  newest: StoredMessage,
): Promise<Reading<StoredMessage[]>> {
  let found = [newest];
  let reach = newest.sequence;
  let bytes = newest.data.length;
  const isLittle = keyed.count <= mostRevisions && bytes * keyed.count <= mostBytes;
  let length = isLittle ? reach : 8n;
  let questions = mostQuestions;
  const isEnough = () => found.length >= Math.min(keyed.count, mostRevisions) || bytes > mostBytes;
  while (!isEnough() && reach > 1n) {
    const from = reach > length ? reach - length : 1n;
    const part = await readStretch(nc, keyed, { from, end: reach, questions });
    if (!part.ok) return part;
    if (part.value.isGivenUp) break;
    questions -= part.value.questions;
    bytes += part.value.messages.reduce((sum, { data }) => sum + data.length, 0);
    found = [...part.value.messages, ...found];
    reach = from;
    length *= 4n;
  }
  return { ok: true, value: found };
}

type Stretch = { from: bigint; end: bigint; questions: number };
type Part = { messages: StoredMessage[]; questions: number; isGivenUp: boolean };

async function readStretch(
  nc: NatsConnection,
  keyed: Keyed,
  { from, end, questions }: Stretch,
): Promise<Reading<Part>> {
  const messages: StoredMessage[] = [];
  let asked = 0;
  for (let at = from; at < end; ) {
    if (asked === questions) return { ok: true, value: { messages, questions, isGivenUp: true } };
    asked += 1;
    const next = await readOn(nc, keyed, at);
    if (!next.ok) return next;
    messages.push(...next.value.filter(({ sequence }) => sequence < end));
    const last = next.value.at(-1);
    if (!last) break;
    at = last.sequence + 1n;
  }
  return { ok: true, value: { messages, questions: asked, isGivenUp: false } };
}

/** As many as a server tells at once, from a sequence on. */
async function readOn(
  nc: NatsConnection,
  { place, key }: Keyed,
  seq: bigint,
): Promise<Reading<StoredMessage[]>> {
  const what = `The history of ${key}`;
  const query = { seq, next_by_subj: `${place.prefix}${key}` };
  if (hasBatches(nc) && place.allowDirect) {
    const many = { ...query, batch: mostRevisions, max_bytes: batchBytes };
    const batch = await getBatch(nc, what, place.name, many);
    if (!batch.ok) return batch;
    if (batch.value) return { ok: true, value: batch.value.messages };
  }
  const one = await getMessage(nc, what, place, query);
  return one.ok ? { ok: true, value: one.value ? [one.value] : [] } : one;
}

const counted = z.object({
  state: z.object({ subjects: z.record(z.string(), counter).nullish() }),
});

async function countRevisions(
  nc: NatsConnection,
  { name, prefix }: KvPlace,
  key: string,
): Promise<Reading<number>> {
  const subject = apiSubject(nc, `STREAM.INFO.${name}`);
  const body = { subjects_filter: `${prefix}${key}` };
  const answer = await ask(nc, { what: keyInWords(key), subject, body }, counted);
  if (!answer.ok) return answer;
  return { ok: true, value: Number(answer.value.state.subjects?.[body.subjects_filter] ?? 0n) };
}
