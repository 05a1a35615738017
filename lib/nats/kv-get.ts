import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkKey } from "@/lib/format/kv-key";
import type { KvEntry } from "@/lib/model/kv";
import { toKvEntry } from "./kv-entry";
import { getKvPlace, type KvPlace } from "./kv-place";
import { getMessage, type MessageQuery } from "./message-get";
import type { StoredMessage } from "./stored-message";
import { fromLeader } from "./stream-head";

/** Eleven megabytes of base64 take their time on a slow link. */
const bigMs = 15_000;

/** A key's newest revision, or the one that is asked for; null where there is none. Changes nothing, makes no consumer. */
export async function getKvEntry(
  nc: NatsConnection,
  bucket: string,
  key: string,
  revision?: bigint,
): Promise<Reading<KvEntry | null>> {
  const bad = checkAskedKey(key);
  if (bad) return bad;
  const place = await getKvPlace(nc, bucket);
  if (!place.ok) return place;
  const found = await getKvMessage(nc, place.value, key, revision);
  if (!found.ok) return found;
  return { ok: true, value: found.value ? toKvEntry(place.value.prefix, found.value) : null };
}

/** The same as the stream keeps it, for whoever knows where the bucket is. */
export async function getKvMessage(
  nc: NatsConnection,
  place: KvPlace,
  key: string,
  revision?: bigint,
): Promise<Reading<StoredMessage | undefined>> {
  const subject = `${place.prefix}${key}`;
  if (revision === undefined) return getFresh(nc, place, key, { last_by_subj: subject });
  const found = await getFresh(nc, place, key, { seq: revision, next_by_subj: subject });
  return found.ok && found.value?.sequence !== revision ? { ok: true, value: undefined } : found;
}

/** The first revision of a key from one on; undefined where none follows. */
export function getKvMessageFrom(
  nc: NatsConnection,
  place: KvPlace,
  key: string,
  from: bigint,
): Promise<Reading<StoredMessage | undefined>> {
  return getFresh(nc, place, key, { seq: from, next_by_subj: `${place.prefix}${key}` });
}

/** The stream that a bucket's writes go to: of a mirror in this account, its origin's. */
function streamOfWrites({ name, mirrorOf, isMirrorOfElsewhere }: KvPlace): string {
  return mirrorOf !== undefined && !isMirrorOfElsewhere ? mirrorOf : name;
}

/** Why a key can't be asked for, as an error. */
export function checkAskedKey(key: string): { ok: false; error: AppError } | undefined {
  const fault = checkKey(key);
  if (fault === undefined) return undefined;
  return { ok: false, error: { kind: "bad-name", what: keyInWords(key), detail: fault } };
}

/** A key as errors name it. */
export function keyInWords(key: string): string {
  return `Key ${key}`;
}

/**
 * From the leader of where it is written, which a write is compared with: a replica or a mirror can be behind. Who may
 * not ask that one is answered by the bucket itself.
 */
async function getFresh(
  nc: NatsConnection,
  place: KvPlace,
  key: string,
  query: MessageQuery,
): Promise<Reading<StoredMessage | undefined>> {
  const what = keyInWords(key);
  const fresh = await getMessage(nc, what, fromLeader(streamOfWrites(place)), query, bigMs);
  if (fresh.ok || fresh.error.kind !== "permission") return fresh;
  const near = await getMessage(nc, what, place, query, bigMs);
  return near.ok ? near : fresh;
}
