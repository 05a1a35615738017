import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { UploadOutcome, UploadWish } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import { inWords } from "./object-info";
import { newMetadata } from "./object-json";
import { type MetadataWrite, readWritten, writeMetadata } from "./object-metadata-write";
import { findName, type NamePlace, notDone } from "./object-place";
import { countChunks, removeContent, removeHidden } from "./object-removal";
import { type Reach, reachUnlessStopped } from "./object-upload-chunks";
import type { ChunksJob } from "./object-upload-job";
import { isPassing } from "./passing";

/** What is to become an object. */
export type NewObject = Omit<UploadWish, "connectionId">;

/** How it ended, before what is left of it was taken away. */
export type UploadEnd =
  | Extract<UploadOutcome, { is: "done" | "taken" }>
  | { is: "cancelled" }
  /** In doubt, its metadata may have been stored after all. */
  | { is: "failed"; error: AppError; isInDoubt: boolean };

/** Chunks that are all stored, and what they are to be. */
export type Upload = {
  wish: NewObject;
  job: ChunksJob;
  chunkBytes: number;
  digest: string;
  title: string;
};

const mostTries = 20;
const pauseMs = 500;

/** What stands in the way: any object of this name, but for the one that was shown. */
export function takenBy({ shown }: NamePlace, { replaces }: NewObject): ObjectInfo | undefined {
  return shown && shown.info.revision !== replaces ? shown.info : undefined;
}

/**
 * Writes the metadata of an upload, compared with what is there. Where no answer came it is read back, and where it is not
 * there sent again: of two that are compared with the same, only one can be stored.
 */
export async function publishUpload(reach: Reach, upload: Upload): Promise<UploadEnd> {
  const { job, title } = upload;
  let isInDoubt = false;
  let error: AppError | undefined;
  const before: Before = { place: undefined };
  for (let tries = 0; tries < mostTries; tries++) {
    if (tries > 0) await delay(pauseMs);
    const nc = await reachUnlessStopped(reach, job.signal);
    if (!nc) break;
    const turn = await publishOnce(nc, upload, before);
    if (turn.is === "ended") return turn.end;
    if (turn.is === "failed") {
      return { is: "failed", error: notDone(title, turn.error).error, isInDoubt };
    }
    isInDoubt ||= turn.isInDoubt;
    error = turn.error ?? error;
  }
  if (job.signal.aborted && !isInDoubt) return { is: "cancelled" };
  const cause: AppError = error ?? { kind: "timeout", what: inWords(upload.wish.name) };
  return { is: "failed", error: notDone(title, cause).error, isInDoubt };
}

/** What was there before the first try: that is what it replaces. */
type Before = { place: NamePlace | undefined };

type Turn =
  | { is: "ended"; end: UploadEnd }
  | { is: "failed"; error: AppError }
  | { is: "again"; isInDoubt: boolean; error?: AppError };

async function publishOnce(nc: NatsConnection, upload: Upload, before: Before): Promise<Turn> {
  const { wish, job } = upload;
  const place = await findName(nc, job.store, wish.name);
  if (!place.ok) return againAfter(place.error);
  const { shown } = place.value;
  if (shown?.info.nuid === job.nuid) return done(nc, upload, shown.info, before.place);
  const taken = takenBy(place.value, wish);
  if (taken) return { is: "ended", end: { is: "taken", info: taken } };
  const counted = await countChunks(nc, job.store, job);
  if (!counted.ok) return againAfter(counted.error);
  if (counted.value !== job.storedChunks) {
    const detail = `Of its ${job.storedChunks} chunks the store has ${counted.value}.`;
    return { is: "failed", error: { kind: "damaged", what: job.what, detail } };
  }
  before.place = place.value;
  const write = toWrite(upload, place.value);
  const written = await writeMetadata(nc, write);
  if (!written.ok) return { is: "failed", error: written.error };
  if (written.value.is === "stored") {
    const info = await readWritten(nc, write, written.value.sequence);
    return done(nc, upload, info, place.value);
  }
  return { is: "again", isInDoubt: written.value.is !== "conflict" };
}

function againAfter(error: AppError): Turn {
  return isPassing(error) ? { is: "again", isInDoubt: false, error } : { is: "failed", error };
}

function toWrite({ wish, job, chunkBytes, digest }: Upload, place: NamePlace): MetadataWrite {
  const { store, nuid, storedChunks: chunks, storedBytes } = job;
  const { bucket, name, description, headers, metadata } = wish;
  const words = { bucket, name, description, headers, metadata, nuid, chunks, digest };
  return {
    ...{ store, subject: place.subject, expected: place.sequence },
    json: newMetadata({
      ...words,
      sizeBytes: storedBytes,
      options: { max_chunk_size: chunkBytes },
    }),
    info: {
      ...words,
      ...{ sizeBytes: BigInt(storedBytes), chunkBytes, isDeleted: false },
      ...{ revision: 0n, timeNs: 0n },
    },
  };
}

/** Only now, and only what was compared with, goes what the object was before. */
async function done(
  nc: NatsConnection,
  { job }: Upload,
  info: ObjectInfo,
  before: NamePlace | undefined,
): Promise<Turn> {
  const { shown, hidden = [] } = before ?? {};
  const isHere = shown?.message.subject === before?.subject;
  const old = shown && isHere ? await removeContent(nc, job.store, shown.info) : undefined;
  const others = shown && !isHere ? [shown, ...hidden] : hidden;
  const left = old ?? (await removeHidden(nc, job.store, others));
  const end = { is: "done" as const, info, replaced: shown !== undefined };
  return { is: "ended", end: { ...end, ...(left && { left }) } };
}
