import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkObjectName } from "@/lib/format/object-name";
import type { ObjectInfo } from "@/lib/model/objects";
import { getMessage } from "./message-get";
import {
  inWords,
  type ObjectStore,
  openObjectStore,
  parseObjectInfo,
  subjectsOf,
} from "./object-info";
import { apiPrefixOf, apiSubject } from "./scope";
import type { StoredMessage } from "./stored-message";
import { fromLeader, whyReadOnly } from "./stream-head";

/** A message of metadata, and what it says. */
export type StoredMetadata = { message: StoredMessage; info: ObjectInfo };

/** What there is of a name as the leader has it. */
export type NamePlace = {
  /** Where its metadata is written. */
  subject: string;
  /** The last sequence there: a marker's too; 0 where there never was anything. */
  sequence: bigint;
  /** The object; undefined where there is none, or it was deleted. */
  shown: StoredMetadata | undefined;
  /** What is hidden by it: the same name as the JavaScript client spells it. */
  hidden: StoredMetadata[];
};

/** The stream that a store's writes go to: of a mirror in this account, its origin. */
export function streamOfWrites({ head }: ObjectStore): string {
  const { name, mirrorOf, isMirrorOfElsewhere } = head;
  return mirrorOf !== undefined && !isMirrorOfElsewhere ? mirrorOf : name;
}

/** Where something is published; a store that is reached through a domain is written through the API's prefix. */
export function subjectOfWrites(nc: NatsConnection, subject: string): string {
  return apiPrefixOf(nc) === "$JS.API" ? subject : apiSubject(nc, subject);
}

/** Finds a store, and says why nothing can be written to it. */
export async function openForWrites(
  nc: NatsConnection,
  bucket: string,
  title: string,
): Promise<Reading<ObjectStore>> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) {
    const { kind } = store.error;
    if (kind !== "timeout" && kind !== "disconnected") return notDone(title, store.error);
    const why = kind === "timeout" ? "gave no answer in time" : "could not be reached";
    const detail = `Object store ${bucket} ${why}, so nothing was sent.`;
    return { ok: false, error: { kind: "console", title, detail } };
  }
  const why = whyReadOnly(store.value.head);
  if (!why) return store;
  return { ok: false, error: { kind: "console", title, detail: readOnlyWords[why] } };
}

const readOnlyWords = {
  "mirror-of-elsewhere":
    "The object store mirrors one of another account or domain: it is written there, not here.",
  sealed: "The object store is sealed: nothing in it changes any more.",
};

/** What there is of a name. */
export async function findName(
  nc: NatsConnection,
  store: ObjectStore,
  name: string,
): Promise<Reading<NamePlace>> {
  const fault = checkObjectName(name);
  if (fault !== undefined) {
    return { ok: false, error: { kind: "bad-name", what: inWords(name), detail: fault } };
  }
  const [subject, ...latin1] = subjectsOf(store, name);
  const found = await getMetadata(nc, store, subject);
  if (!found.ok) return found;
  const shown = [found.value].filter(isThere);
  for (const other of latin1) {
    const message = await getMetadata(nc, store, other);
    if (!message.ok) return message;
    // "Ã©" in Latin-1 is "é" in UTF-8: there it is another object.
    if (isThere(message.value) && message.value.info.name === name) shown.push(message.value);
  }
  const [first, ...hidden] = shown;
  const sequence = found.value?.message.sequence ?? 0n;
  return { ok: true, value: { subject, sequence, shown: first, hidden } };
}

/** Metadata as the leader has it; of an object that was deleted, too. Who may not ask it is answered by the store itself. */
export async function getMetadata(
  nc: NatsConnection,
  store: ObjectStore,
  subject: string,
): Promise<Reading<StoredMetadata | undefined>> {
  const what = `An object of ${store.bucket}`;
  const query = { last_by_subj: subject };
  const fresh = await getMessage(nc, what, fromLeader(streamOfWrites(store)), query);
  const isRefused = !fresh.ok && fresh.error.kind === "permission";
  const message = isRefused ? await getMessage(nc, what, store.head, query) : fresh;
  if (!message.ok) return message;
  if (!message.value) return { ok: true, value: undefined };
  const info = parseObjectInfo(store.bucket, message.value);
  return info.ok ? { ok: true, value: { message: message.value, info: info.value } } : info;
}

function isThere(found: StoredMetadata | undefined): found is StoredMetadata {
  return found !== undefined && !found.info.isDeleted;
}

/** What was to be done was not, and why. */
export function notDone(title: string, cause: AppError): { ok: false; error: AppError } {
  if (cause.kind === "not-done" || cause.kind === "console") return { ok: false, error: cause };
  return { ok: false, error: { kind: "not-done", title, cause } };
}
