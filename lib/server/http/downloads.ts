import type { DownloadReason, DownloadStatus } from "@/lib/model/object-download";
import { mostDownloads, mostEndedDownloads } from "./limits";

/** A download from its request to its end. */
export type Download = {
  /** Aborted when somebody calls it off; `why` says so. */
  signal: AbortSignal;
  begin(sizeBytes: number): void;
  sent(bytes: number): void;
  /** The first end counts. */
  done(digest: string): void;
  fail(reason: DownloadReason): void;
  /** Gives its place to another one. */
  leave(): void;
};

/** All downloads of this console: so many at once, and the last ones that a page watches. */
export type Downloads = {
  /** Undefined where all places are taken. */
  enter(connectionId: string, watch: string | undefined): Download | undefined;
  /** For a download that is refused before it has a place. */
  refuse(connectionId: string, watch: string | undefined, reason: DownloadReason): void;
  /** False where another one has this id. */
  isNew(connectionId: string, watch: string): boolean;
  read(connectionId: string, watch: string): DownloadStatus;
  /** False where there is none that runs. */
  cancel(connectionId: string, watch: string): boolean;
  /** The connection is no more what it was. */
  endOf(connectionId: string): void;
};

type Entry = { connectionId: string; status: DownloadStatus; stopping: AbortController };

/** Nothing of it outlives the process. */
export function createDownloads(): Downloads {
  const running = new Set<Entry>();
  const watched = new Map<string, Entry>();
  const keyOf = (connectionId: string, watch: string) => `${watch} ${connectionId}`;
  const create = (connectionId: string, watch: string | undefined): Entry => {
    const entry: Entry = {
      connectionId,
      status: { state: "running", sentBytes: 0, sizeBytes: 0 },
      stopping: new AbortController(),
    };
    if (watch !== undefined) watched.set(keyOf(connectionId, watch), entry);
    return entry;
  };
  const forgetOldest = () => {
    for (const [key, { status }] of watched) {
      if (watched.size <= mostEndedDownloads) return;
      if (status.state !== "running") watched.delete(key);
    }
  };
  const stop = (entry: Entry, reason: DownloadReason) => {
    fail(entry, reason);
    entry.stopping.abort();
  };
  return {
    enter(connectionId, watch) {
      if (running.size >= mostDownloads) return undefined;
      const entry = create(connectionId, watch);
      running.add(entry);
      return {
        signal: entry.stopping.signal,
        begin: (sizeBytes) => change(entry, { sizeBytes }),
        sent: (sentBytes) => change(entry, { sentBytes }),
        done(digest) {
          const { status } = entry;
          if (status.state === "running") entry.status = { ...status, state: "done", digest };
        },
        fail: (reason) => fail(entry, reason),
        leave() {
          running.delete(entry);
          forgetOldest();
        },
      };
    },
    refuse(connectionId, watch, reason) {
      fail(create(connectionId, watch), reason);
      forgetOldest();
    },
    isNew: (connectionId, watch) => !watched.has(keyOf(connectionId, watch)),
    read: (connectionId, watch) =>
      watched.get(keyOf(connectionId, watch))?.status ?? { state: "unknown" },
    cancel(connectionId, watch) {
      const entry = watched.get(keyOf(connectionId, watch));
      if (entry?.status.state !== "running") return false;
      stop(entry, cancelled);
      return true;
    },
    endOf(connectionId) {
      for (const entry of running) if (entry.connectionId === connectionId) stop(entry, changed);
    },
  };
}

const cancelled: DownloadReason = {
  title: "The download was cancelled",
  detail: "The browser was told so by a broken connection.",
};
const changed: DownloadReason = {
  title: "The download was broken off",
  detail: "Its connection was changed or removed.",
  hint: "Begin it again.",
};

function change(entry: Entry, figures: { sentBytes: number } | { sizeBytes: number }): void {
  if (entry.status.state === "running") entry.status = { ...entry.status, ...figures };
}

function fail(entry: Entry, reason: DownloadReason): void {
  const { status } = entry;
  if (status.state === "running") entry.status = { ...status, state: "failed", reason };
}
