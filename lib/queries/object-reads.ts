import type { AppError, Reading } from "@/lib/errors/app-error";
import type { DownloadStatus } from "@/lib/model/object-download";
import type { ObjectInfo } from "@/lib/model/objects";
import { askWorker } from "@/lib/worker/client";
import type { ObjectPlace } from "@/lib/worker/object-protocol";
import { checkObject, readObject } from "./object-transfers";

// Of this tab, not of a pane: what was begun goes on whichever object somebody looks at meanwhile.

/** An object that is read to its end: to keep it as a file, or to see that it is whole. */
export type ObjectRead = {
  id: number;
  kind: "download" | "verify";
  place: ObjectPlace;
  /** Of the object as it was shown when this was begun. */
  revision: bigint;
  doneBytes: number;
  totalBytes: number;
  startedMs: number;
  endedMs: number | undefined;
  state: ObjectReadState;
};

/** How it ended, if it has. */
type ObjectReadState =
  | { is: "running" }
  /** Whole: size and digest are those of its metadata. */
  | { is: "done"; digest: string }
  | { is: "cancelled" }
  | { is: "failed"; error: AppError };

/** Where the bytes of a direct connection go. */
export type ObjectSink = {
  put: (bytes: Uint8Array) => Promise<void>;
  end: () => Promise<void>;
  abandon: () => Promise<void>;
};

const pollMs = 300;
/** A browser may ask where to keep the file before it asks for it; a console may be away for a moment. */
const patienceMs = 15_000;
/** Often enough for the eye. */
const tellEveryMs = 100;

const book = new Map<number, ObjectRead>();
const stops = new Map<number, () => void>();
const listeners = new Set<() => void>();
let shown: readonly ObjectRead[] = [];
let telling: ReturnType<typeof setTimeout> | undefined;
let last = 0;

/** All of this tab that were not dismissed; the same list until something changes. */
export function readObjectReads(): readonly ObjectRead[] {
  return shown;
}

/** Calls the listener after changes, at most ten times a second, until the returned function is called. */
export function watchObjectReads(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Follows a download that the browser was just told to begin, by the id in its address. */
export function followDownload(connectionId: string, info: ObjectInfo, watch: string): void {
  const id = begin("download", connectionId, info);
  stops.set(id, () => void askWorker((worker) => worker.cancelDownload(connectionId, watch)));
  void follow(id, () => askWorker((worker) => worker.getDownload(connectionId, watch)));
}

/** Reads an object in this tab, into a file or only to see whether it is whole. */
export async function readObjectHere(
  connectionId: string,
  info: ObjectInfo,
  sink?: ObjectSink,
): Promise<void> {
  const id = begin(sink ? "download" : "verify", connectionId, info);
  const stopping = new AbortController();
  stops.set(id, () => stopping.abort());
  try {
    const { digest } = await readInto(toPlace(connectionId, info), {
      id,
      signal: stopping.signal,
      sink,
    });
    await sink?.end();
    finish(id, { is: "done", digest });
  } catch (error) {
    await sink?.abandon().catch(() => undefined);
    const isStopped = stopping.signal.aborted;
    finish(id, isStopped ? { is: "cancelled" } : { is: "failed", error: toError(error) });
  }
}

/** Ends one that runs. */
export function cancelObjectRead(id: number): void {
  stops.get(id)?.();
}

/** Forgets one that has ended. */
export function dismissObjectRead(id: number): void {
  if (book.get(id)?.state.is !== "running") book.delete(id);
  tell();
}

function begin(kind: ObjectRead["kind"], connectionId: string, info: ObjectInfo): number {
  const place = toPlace(connectionId, info);
  for (const { id, ...other } of book.values()) {
    if (other.kind === kind && isSame(other.place, place)) dismissObjectRead(id);
  }
  last += 1;
  book.set(last, {
    ...{ id: last, kind, place, revision: info.revision, doneBytes: 0 },
    ...{ totalBytes: Number(info.sizeBytes), startedMs: Date.now(), endedMs: undefined },
    state: { is: "running" },
  });
  tell();
  return last;
}

function toPlace(connectionId: string, { bucket, name }: ObjectInfo): ObjectPlace {
  return { connectionId, bucket, name };
}

function isSame(one: ObjectPlace, other: ObjectPlace): boolean {
  return (
    one.connectionId === other.connectionId &&
    one.bucket === other.bucket &&
    one.name === other.name
  );
}

function readInto(
  place: ObjectPlace,
  { id, signal, sink }: { id: number; signal: AbortSignal; sink: ObjectSink | undefined },
): Promise<ObjectInfo> {
  type Figures = { readBytes: number; totalBytes: number };
  const tell = ({ readBytes, totalBytes }: Figures) =>
    change(id, { doneBytes: readBytes, totalBytes });
  if (!sink) return checkObject(place, { signal, tell });
  return readObject(place, {
    signal,
    async put({ bytes, ...figures }) {
      await sink.put(bytes);
      tell(figures);
    },
  });
}

/** What reading rejects with is an error as data; what a full disk does is not. */
function toError(error: unknown): AppError {
  if (typeof error === "object" && error !== null && "kind" in error) return error as AppError;
  return { kind: "unexpected", what: "The file", detail: String(error) };
}

/** Asks until it has ended, or until nobody has known of it for long. */
async function follow(id: number, ask: () => Promise<Reading<DownloadStatus>>): Promise<void> {
  let isCancelled = false;
  const stop = stops.get(id);
  stops.set(id, () => {
    isCancelled = true;
    stop?.();
  });
  let knownMs: number | undefined;
  const begunMs = performance.now();
  for (;;) {
    await new Promise((settle) => setTimeout(settle, pollMs));
    const answer = await ask();
    const status = answer.ok ? answer.value : undefined;
    if (status && status.state !== "unknown") {
      knownMs = performance.now();
      change(id, { doneBytes: status.sentBytes, totalBytes: status.sizeBytes });
    }
    const end = status && endOf(status, { wasKnown: knownMs !== undefined, isCancelled });
    if (end) return finish(id, end);
    if (performance.now() - (knownMs ?? begunMs) > patienceMs) {
      return finish(id, { is: "failed", error: answer.ok ? unasked : answer.error });
    }
  }
}

function endOf(
  status: DownloadStatus,
  { wasKnown, isCancelled }: { wasKnown: boolean; isCancelled: boolean },
): ObjectReadState | undefined {
  if (status.state === "running") return undefined;
  if (status.state === "done") return { is: "done", digest: status.digest };
  if (isCancelled) return { is: "cancelled" };
  if (status.state === "failed") {
    return { is: "failed", error: { kind: "console", ...status.reason } };
  }
  return wasKnown ? { is: "failed", error: restarted } : undefined;
}

const restarted: AppError = {
  kind: "console",
  title: "The download was broken off",
  detail: "The console was restarted, and knows of it no more.",
  hint: "Begin it again.",
};
const unasked: AppError = {
  kind: "console",
  title: "The browser has not asked for the download",
  detail: "It may wait for your answer, or keep this page from downloading files.",
  hint: "See the browser's own list of downloads; what it says there counts.",
};

function change(id: number, figures: { doneBytes: number; totalBytes: number }): void {
  const read = book.get(id);
  if (read?.state.is !== "running") return;
  book.set(id, { ...read, ...figures });
  telling ??= setTimeout(tell, tellEveryMs);
}

function finish(id: number, state: ObjectReadState): void {
  const read = book.get(id);
  stops.delete(id);
  if (!read) return;
  const doneBytes = state.is === "done" ? read.totalBytes : read.doneBytes;
  book.set(id, { ...read, doneBytes, state, endedMs: Date.now() });
  tell();
}

function tell(): void {
  clearTimeout(telling);
  telling = undefined;
  shown = [...book.values()];
  for (const listener of listeners) listener();
}
