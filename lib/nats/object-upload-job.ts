import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { isSameBytes } from "@/lib/format/same-bytes";
import { getMessage } from "./message-get";
import { deleteMessage } from "./messages-one";
import type { ObjectStore } from "./object-info";
import { streamOfWrites } from "./object-place";
import type { ChunkSource } from "./object-upload-source";
import { fromLeader } from "./stream-head";

/** The chunks of one upload: what is stored of them, and what is on its way. */
export type ChunksJob = {
  store: ObjectStore;
  /** Names what is uploaded, in errors. */
  what: string;
  name: string;
  nuid: string;
  subject: string;
  source: ChunkSource;
  signal: AbortSignal;
  /** Read from the file and not known to be stored, in their order. */
  unstored: Uint8Array[];
  isReadToEnd: boolean;
  storedChunks: number;
  storedBytes: number;
  /** Of the newest stored chunk; 0 before the first. */
  lastSequence: bigint;
  /** Told at every step. */
  onStored: () => void;
};

/** A megabyte of base64 takes its time on a slow link. */
const bigMs = 15_000;

/** Takes the first of those that were not known to be stored for stored. */
export function passChunk(job: ChunksJob, sequence: bigint): void {
  const chunk = job.unstored.shift();
  if (!chunk) return;
  job.storedBytes += chunk.length;
  job.storedChunks++;
  job.lastSequence = sequence;
  job.onStored();
}

/**
 * Looks what of the unknown is stored: what follows in its order counts; whatever stands there in another order, behind a
 * hole, or doubled, is taken away and will be sent again.
 */
export async function reconcile(nc: NatsConnection, job: ChunksJob): Promise<AppError | undefined> {
  const stream = streamOfWrites(job.store);
  for (;;) {
    const query = { seq: job.lastSequence + 1n, next_by_subj: job.subject };
    const found = await getMessage(nc, job.what, fromLeader(stream), query, bigMs);
    if (!found.ok) return found.error;
    if (!found.value) return undefined;
    const { data, sequence } = found.value;
    if (job.unstored[0] && isSameBytes(data, job.unstored[0])) {
      passChunk(job, sequence);
      continue;
    }
    const deleted = await deleteMessage(nc, stream, { sequence, erase: false });
    if (!deleted.ok) return deleted.error;
  }
}

/** Cuts what is to be sent again, and all that follows, into smaller chunks: on a slow link a large one never arrives. */
export function cutSmaller(job: ChunksJob, chunkBytes: number): void {
  job.source.cut(chunkBytes);
  job.unstored = job.unstored.flatMap((chunk) => {
    const count = Math.ceil(chunk.length / chunkBytes);
    return Array.from({ length: count }, (_, at) =>
      chunk.subarray(at * chunkBytes, (at + 1) * chunkBytes),
    );
  });
}
