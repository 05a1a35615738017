import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Reading } from "@/lib/errors/app-error";
import type { KvEntry, KvOutcome, KvWrite } from "@/lib/model/kv";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

const asItWas = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  networkMode: "always",
  retry: false,
} as const;

/** A key's newest revision, or the one that is named; null where there is none. Never read anew by itself. */
export function kvEntryQuery(connectionId: string, bucket: string, key: string, revision?: bigint) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "kv-entry", bucket, key, revision?.toString() ?? "newest"],
    queryFn: () => readKvEntry(connectionId, bucket, key, revision),
    structuralSharing: false,
  });
}

/** The same, once, and kept by nobody. */
export function readKvEntry(
  connectionId: string,
  bucket: string,
  key: string,
  revision?: bigint,
): Promise<KvEntry | null> {
  return unwrap(askWorker((worker) => worker.getKvEntry(connectionId, bucket, key, revision)));
}

/** The revisions of a key, the newest first. */
export function kvHistoryQuery(connectionId: string, bucket: string, key: string) {
  return queryOptions({
    ...asItWas,
    queryKey: [connectionId, "kv-history", bucket, key],
    queryFn: () => unwrap(askWorker((worker) => worker.listKvHistory(connectionId, bucket, key))),
    structuralSharing: false,
  });
}

/** Writes one key, once; what is shown of it is read anew, whatever came of it. */
export function writeKvMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: (write: KvWrite) =>
      unwrap(askWorker((worker) => worker.writeKv(connectionId, write))),
    networkMode: "always",
    onSettled: (_outcome, _error, { bucket, key }) => refreshKv(client, connectionId, bucket, key),
  });
}

/** Makes a key that has no value: where there never was one, or over the marker of one that is gone. */
export function createKvMutation(client: QueryClient, connectionId: string) {
  const send = (write: KvWrite) =>
    unwrap(askWorker((worker) => worker.writeKv(connectionId, write)));
  return mutationOptions({
    mutationFn: async ({ bucket, key, value, ttlNs }: NewKey): Promise<KvOutcome> => {
      const change = { kind: "put" as const, value, ...(ttlNs === undefined ? {} : { ttlNs }) };
      const first = await send({ bucket, key, change, expected: 0n });
      // What was refused was not stored: over the marker it is another write.
      if (first.state !== "conflict" || isValue(first.current)) return first;
      return send({ bucket, key, change, expected: first.current?.revision ?? 0n });
    },
    networkMode: "always",
    onSettled: (_outcome, _error, { bucket, key }) => refreshKv(client, connectionId, bucket, key),
  });
}

type NewKey = { bucket: string; key: string; value: Uint8Array; ttlNs: bigint | undefined };

function isValue(entry: KvEntry | undefined): boolean {
  return entry?.operation.kind === "put";
}

/** Has what is shown of a key read anew. */
export async function refreshKv(
  client: QueryClient,
  connectionId: string,
  bucket: string,
  key: string,
): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: [connectionId, "kv-entry", bucket, key, "newest"] }),
    client.invalidateQueries({ queryKey: [connectionId, "kv-history", bucket, key] }),
  ]);
}

let runs = 0;

/** Tells the newest revision of a key, then each new one, without values; ends with the link, or when it is stopped. */
export function watchKv(
  at: { connectionId: string; bucket: string; key: string },
  hear: (entry: KvEntry) => void,
): { ended: Promise<Reading<null>>; stop: () => void } {
  const run = `key ${++runs}`;
  const ended = askWorkerLive(hear, (worker, tell) => worker.watchKv(run, at, tell));
  const stop = () =>
    void askWorker(async (worker) => {
      await worker.unwatchKv(run);
      return { ok: true, value: null };
    });
  return { ended, stop };
}
