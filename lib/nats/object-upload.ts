import { type NatsConnection, nuid } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { UploadOutcome, UploadProgress } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import { inWords, type ObjectStore } from "./object-info";
import { findName, notDone, openForWrites } from "./object-place";
import { countChunks, removeChunks } from "./object-removal";
import {
  type ChunksEnd,
  pause,
  type Reach,
  reachUnlessStopped,
  sendAllChunks,
} from "./object-upload-chunks";
import {
  type NewObject,
  publishUpload,
  takenBy,
  type Upload,
  type UploadEnd,
} from "./object-upload-end";
import type { ChunksJob } from "./object-upload-job";
import { createUploadTeller } from "./object-upload-rate";
import { openSource } from "./object-upload-source";
import { isPassing } from "./passing";

/** Who stops it, and who hears how far it is. */
export type UploadOptions = { signal: AbortSignal; tell: (progress: UploadProgress) => void };

/** Nearer than that, the round trip does not matter; further away fewer and larger chunks go. */
const nearMs = 5;
const nearBytes = 128 * 1024;
const farBytes = 1024 * 1024;
/** For the header that the first chunk after an interruption has. */
const headerBytes = 128;
/** How long a lost connection is waited for, to take away what was stored. */
const cleaningMs = 15_000;
const cleaningPauseMs = 500;

/**
 * Stores a file as an object: its chunks under a new nuid, with many on their way, then its metadata where still nothing
 * else is, then the chunks of what it replaced go. Whatever ends it before leaves nothing behind, or says what. Never
 * throws.
 */
export async function uploadObject(
  reach: Reach,
  wish: NewObject,
  { signal, tell }: UploadOptions,
): Promise<UploadOutcome> {
  const title = `${inWords(wish.name)} was not uploaded`;
  const nc = await reachUnlessStopped(reach, signal);
  if (!nc) return { is: "cancelled", leftBytes: 0 };
  const begun = await begin(nc, wish, title);
  if (!begun.ok) return { is: "failed", error: begun.error, leftBytes: 0 };
  const { store, taken, chunkBytes } = begun.value;
  if (taken) return { is: "taken", info: taken };
  const teller = createUploadTeller(wish.file.size, chunkBytes, tell);
  const job = newJob(wish, { store, chunkBytes, signal }, () => teller.sent(job.storedBytes));
  teller.state("sending");
  const sent = await sendAllChunks(reach, job, teller.state);
  const end = await endOf(reach, sent, { wish, job, chunkBytes, title }, teller.state);
  if (end.is === "done") return end;
  if (end.is === "failed" && end.isInDoubt) {
    // With its metadata stored after all, and without chunks, it would be an object that can't be read.
    return { is: "failed", error: end.error, leftBytes: job.storedBytes };
  }
  teller.state("cleaning");
  const leftBytes = await cleanUp(reach, job);
  if (end.is === "taken") return end;
  if (end.is === "cancelled") return { is: "cancelled", leftBytes };
  return { is: "failed", error: end.error, leftBytes };
}

async function endOf(
  reach: Reach,
  sent: ChunksEnd,
  upload: Omit<Upload, "digest">,
  tell: (state: UploadProgress["state"]) => void,
): Promise<UploadEnd> {
  const { job, title } = upload;
  if (sent.is === "failed") {
    return { is: "failed", error: notDone(title, sent.error).error, isInDoubt: false };
  }
  if (sent.is === "stopped" || job.signal.aborted) return { is: "cancelled" };
  tell("checking");
  return publishUpload(reach, { ...upload, digest: job.source.digest() });
}

type Begun = { store: ObjectStore; taken: ObjectInfo | undefined; chunkBytes: number };

async function begin(nc: NatsConnection, wish: NewObject, title: string): Promise<Reading<Begun>> {
  const store = await openForWrites(nc, wish.bucket, title);
  if (!store.ok) return store;
  const place = await findName(nc, store.value, wish.name);
  if (!place.ok) return notDone(title, place.error);
  const taken = takenBy(place.value, wish);
  const chunkBytes = await chooseChunkBytes(nc, store.value, wish);
  return { ok: true, value: { store: store.value, taken, chunkBytes } };
}

async function chooseChunkBytes(
  nc: NatsConnection,
  { head }: ObjectStore,
  { chunkBytes }: NewObject,
): Promise<number> {
  const most = Math.min(
    nc.info?.max_payload ?? farBytes,
    head.maxMessageBytes ?? Number.POSITIVE_INFINITY,
  );
  const fitting = Math.max(1, most > 2 * headerBytes ? most - headerBytes : most);
  if (chunkBytes !== undefined) return Math.max(1, Math.min(chunkBytes, fitting));
  const rttMs = await nc.rtt().catch(() => Number.POSITIVE_INFINITY);
  return Math.min(rttMs < nearMs ? nearBytes : farBytes, fitting);
}

type Place = { store: ObjectStore; chunkBytes: number; signal: AbortSignal };

function newJob(
  { name, file }: NewObject,
  { store, chunkBytes, signal }: Place,
  onStored: () => void,
): ChunksJob {
  const id = nuid.next();
  return {
    ...{ store, signal, onStored, name, nuid: id, what: inWords(name) },
    subject: `${store.prefix}C.${id}`,
    source: openSource(name, file, chunkBytes),
    ...{ unstored: [], isReadToEnd: false },
    ...{ storedChunks: 0, storedBytes: 0, lastSequence: 0n },
  };
}

/** Takes away what was stored of it, and says how much could not be. */
async function cleanUp(reach: Reach, job: ChunksJob): Promise<number> {
  if (job.storedChunks === 0 && job.unstored.length === 0) return 0;
  const maybeBytes = job.unstored.reduce((sum, { length }) => sum + length, job.storedBytes);
  const inTime = AbortSignal.timeout(cleaningMs);
  for (;;) {
    const nc = await reachUnlessStopped(reach, inTime);
    if (!nc) return maybeBytes;
    const error = await removeChunks(nc, job.store, job);
    const left = await countChunks(nc, job.store, job);
    if (left.ok && left.value === 0) return 0;
    // What was on its way when the connection was lost can come late.
    if (error && !isPassing(error, nc)) return maybeBytes;
    await pause(cleaningPauseMs, inTime);
  }
}
