import { type NatsConnection, nuid } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkObjectName } from "@/lib/format/object-name";
import type { ObjectEdit, ObjectInfo, ObjectOutcome } from "@/lib/model/objects";
import { inWords, type ObjectStore, openObjectStore } from "./object-info";
import { deletedMetadata, editedMetadata, readMetadataJson } from "./object-json";
import {
  type MetadataWrite,
  type MetadataWriteOptions,
  readWritten,
  type WrittenMetadata,
  writeMetadata,
} from "./object-metadata-write";
import {
  findName,
  getMetadata,
  type NamePlace,
  notDone,
  openForWrites,
  type StoredMetadata,
} from "./object-place";
import { countChunks, removeContent, removeHidden } from "./object-removal";

/** An object, and what was shown of it. */
export type ShownObject = { bucket: string; name: string; revision: bigint };

/** An object's metadata as the leader has it, or what hides it; null where there is none. */
export async function getObjectNow(
  nc: NatsConnection,
  { bucket, name }: Pick<ShownObject, "bucket" | "name">,
): Promise<Reading<ObjectInfo | null>> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return store;
  const found = await findName(nc, store.value, name);
  return found.ok ? { ok: true, value: found.value.shown?.info ?? null } : found;
}

/** Writes an object's metadata anew where it still is what was shown. Its chunks stay where they are. */
export async function editObject(
  nc: NatsConnection,
  shown: ShownObject,
  edit: ObjectEdit,
  options: MetadataWriteOptions = {},
): Promise<Reading<ObjectOutcome>> {
  const isRename = edit.name !== shown.name;
  const title = `${inWords(shown.name)} was not ${isRename ? "renamed" : "changed"}`;
  const opened = await open(nc, shown, title);
  if (!opened.ok) return opened;
  const { store, found } = opened.value;
  if (!found) return { ok: true, value: { is: "changed", info: opened.value.now } };
  if (isRename) return renameObject(nc, { store, found, edit, title }, options);
  const write: MetadataWrite = {
    ...{ store, subject: found.shown.message.subject },
    expected: found.shown.message.sequence,
    info: { ...found.shown.info, ...edit },
    json: editedMetadata(readMetadataJson(found.shown.message.data), edit),
  };
  return tell(nc, write, title, await writeMetadata(nc, write, options));
}

/** Deletes an object where it still is what was shown, with its chunks. */
export async function deleteObject(
  nc: NatsConnection,
  shown: ShownObject,
  options: MetadataWriteOptions = {},
): Promise<Reading<ObjectOutcome>> {
  const title = `${inWords(shown.name)} was not deleted`;
  const opened = await open(nc, shown, title);
  if (!opened.ok) return opened;
  const { store, found } = opened.value;
  if (!found) return { ok: true, value: { is: "changed", info: opened.value.now } };
  const write = deletion(store, found.shown);
  const outcome = await tell(nc, write, title, await writeMetadata(nc, write, options));
  if (!outcome.ok || outcome.value.is !== "done") return outcome;
  const left =
    (await removeContent(nc, store, found.shown.info)) ??
    (await removeHidden(nc, store, found.hidden));
  return { ok: true, value: { ...outcome.value, ...(left && { left }) } };
}

type Found = NamePlace & { shown: StoredMetadata };
type Opened = { store: ObjectStore; found: Found | undefined; now: ObjectInfo | undefined };

/** What is there, where that is what was shown. */
async function open(
  nc: NatsConnection,
  { bucket, name, revision }: ShownObject,
  title: string,
): Promise<Reading<Opened>> {
  const store = await openForWrites(nc, bucket, title);
  if (!store.ok) return store;
  const place = await findName(nc, store.value, name);
  if (!place.ok) return notDone(title, place.error);
  const { shown } = place.value;
  const found = shown?.info.revision === revision ? { ...place.value, shown } : undefined;
  return { ok: true, value: { store: store.value, found, now: shown?.info } };
}

type Rename = { store: ObjectStore; found: Found; edit: ObjectEdit; title: string };

/**
 * The new name first, then the old one's end: for a moment both have the chunks. The other way round, whoever is
 * interrupted has an object without a name.
 */
async function renameObject(
  nc: NatsConnection,
  { store, found, edit, title }: Rename,
  options: MetadataWriteOptions,
): Promise<Reading<ObjectOutcome>> {
  const fault = checkObjectName(edit.name);
  if (fault !== undefined) {
    return notDone(title, { kind: "bad-name", what: inWords(edit.name), detail: fault });
  }
  const target = await findName(nc, store, edit.name);
  if (!target.ok) return notDone(title, target.error);
  const { subject, sequence, shown: taken } = target.value;
  if (taken) return { ok: true, value: { is: "changed", info: taken.info } };
  const write: MetadataWrite = {
    ...{ store, subject, expected: sequence, info: { ...found.shown.info, ...edit } },
    json: editedMetadata(readMetadataJson(found.shown.message.data), edit),
  };
  const made = await tell(nc, write, title, await writeMetadata(nc, write, options));
  if (!made.ok || made.value.is !== "done") return made;
  const old = deletion(store, found.shown);
  const ended = await writeMetadata(nc, old, options);
  if (ended.ok && ended.value.is === "conflict") {
    return afterRace(nc, { store, found, edit, title }, made.value);
  }
  const isEnded = ended.ok && ended.value.is === "stored";
  const left = isEnded
    ? await removeHidden(nc, store, found.hidden)
    : stillThere(found.shown.info.name, ended);
  return { ok: true, value: { ...made.value, ...(left && { left }) } };
}

/** The old name was written meanwhile, and with its new chunks the ones that were renamed may have gone. */
async function afterRace(
  nc: NatsConnection,
  { store, found, title }: Rename,
  made: Extract<ObjectOutcome, { is: "done" }>,
): Promise<Reading<ObjectOutcome>> {
  const { info } = found.shown;
  const count = await countChunks(nc, store, info);
  if (count.ok && count.value >= info.chunks) return { ok: true, value: made };
  const place = await findName(nc, store, made.info.name);
  if (!place.ok) return notDone(title, place.error);
  const { shown } = place.value;
  if (shown?.info.revision === made.info.revision) {
    await writeMetadata(nc, deletion(store, shown));
  }
  const now = await findName(nc, store, info.name);
  return { ok: true, value: { is: "changed", info: now.ok ? now.value.shown?.info : undefined } };
}

function deletion(store: ObjectStore, { message, info }: StoredMetadata): MetadataWrite {
  const { subject, sequence: expected } = message;
  const json = deletedMetadata(readMetadataJson(message.data), nuid.next());
  const gone = { ...info, sizeBytes: 0n, chunks: 0, digest: "", isDeleted: true };
  return { store, info: gone, subject, expected, json };
}

function stillThere(name: string, ended: Reading<WrittenMetadata>): AppError {
  const cause: AppError = ended.ok ? { kind: "timeout", what: inWords(name) } : ended.error;
  const title = `The old name, ${name}, was not taken away: both lead to the same chunks`;
  return { kind: "not-done", title, cause };
}

/** What came of a write, with what is there now. */
export async function tell(
  nc: NatsConnection,
  write: MetadataWrite,
  title: string,
  written: Reading<WrittenMetadata>,
): Promise<Reading<ObjectOutcome>> {
  if (!written.ok) return notDone(title, written.error);
  const { store, subject } = write;
  if (written.value.is === "stored") {
    return {
      ok: true,
      value: { is: "done", info: await readWritten(nc, write, written.value.sequence) },
    };
  }
  if (written.value.is === "not-there") return notDone(title, unanswered(title));
  const now = await getMetadata(nc, store, subject);
  const info = now.ok && now.value && !now.value.info.isDeleted ? now.value.info : undefined;
  const isChanged = written.value.is === "conflict";
  return { ok: true, value: { is: isChanged ? "changed" : "unknown", info } };
}

function unanswered(title: string): AppError {
  const detail = "No answer came, and when it was read again nothing had changed.";
  return { kind: "console", title, detail };
}
