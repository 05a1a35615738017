import type { UploadOutcome, UploadProgress, UploadWish } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import type { ObjectPlace } from "@/lib/worker/object-protocol";
import { unwrap } from "./unwrap";

let runs = 0;

/** An upload that has begun. */
export type Upload = {
  /** Never fails: what went wrong is an outcome too. */
  ended: Promise<UploadOutcome>;
  /** Ends it, and has what was stored of it removed; the outcome tells. */
  stop: () => void;
};

/** Sends a file piece by piece; goes on behind any page, for as long as the tab is there. */
export function startUpload(wish: UploadWish, hear: (progress: UploadProgress) => void): Upload {
  const run = nextRun();
  const answer = askWorkerLive<UploadProgress, UploadOutcome>(hear, (worker, listen) =>
    worker.uploadObject(run, wish, listen),
  );
  return {
    ended: answer.then((reading) =>
      reading.ok ? reading.value : { is: "failed", error: reading.error, leftBytes: 0 },
    ),
    stop: () => stop(run),
  };
}

/** A piece of an object, and how far the reading is. */
export type ObjectPiece = { bytes: Uint8Array; readBytes: number; totalBytes: number };

/** Reads an object from its first byte to its last; only the end says that it is whole. */
export function readObject(
  place: ObjectPlace,
  { put, signal }: { put: (piece: ObjectPiece) => unknown; signal: AbortSignal },
): Promise<ObjectInfo> {
  return read(
    place,
    false,
    signal,
    ({ bytes, ...progress }) => bytes && put({ bytes, ...progress }),
  );
}

/** Reads it all and keeps nothing: fails where size or digest is not what its metadata says. */
export function checkObject(
  place: ObjectPlace,
  {
    tell,
    signal,
  }: { tell: (progress: { readBytes: number; totalBytes: number }) => void; signal: AbortSignal },
): Promise<ObjectInfo> {
  return read(place, true, signal, tell);
}

type Heard = { bytes: Uint8Array | undefined; readBytes: number; totalBytes: number };

function read(
  place: ObjectPlace,
  isForCheckOnly: boolean,
  signal: AbortSignal,
  hear: (heard: Heard) => unknown,
): Promise<ObjectInfo> {
  const run = nextRun();
  signal.addEventListener("abort", () => stop(run));
  return unwrap(
    askWorkerLive<Heard, ObjectInfo>(hear, (worker, listen) =>
      worker.readObject(run, place, listen, isForCheckOnly),
    ),
  );
}

function nextRun(): string {
  runs += 1;
  return `transfer ${runs}`;
}

function stop(run: string): void {
  void askWorker(async (worker) => {
    await worker.stopTransfer(run);
    return { ok: true, value: null };
  });
}
