import { transfer } from "comlink";
import { inWords } from "@/lib/nats/object-info";
import { uploadObject } from "@/lib/nats/object-upload";
import { getObject } from "@/lib/nats/objects";
import type { BulkLinks } from "./bulk-links";
import type { TransferCalls } from "./object-protocol";
import { readOverLink } from "./over-link";

/** Bytes up and down, over a connection of their own, so that no question waits behind them. */
export function createTransferCalls(bulk: BulkLinks): TransferCalls {
  const runs = new Map<string, AbortController>();
  return {
    async uploadObject(run, { connectionId, ...wish }, hear) {
      const own = new AbortController();
      runs.set(run, own);
      const { link, release } = bulk.take(connectionId);
      let isGone = false;
      // A connection that the console has no more never comes back.
      const leave = link.watch(({ state }) => {
        isGone = state === "unknown";
        if (isGone) own.abort();
      });
      try {
        const options = { signal: own.signal, tell: hear };
        const outcome = await uploadObject(() => link.nats(), wish, options);
        if (!isGone || outcome.is !== "cancelled") return { ok: true, value: outcome };
        const error = { kind: "unknown-connection" as const, id: connectionId };
        return { ok: true, value: { ...outcome, is: "failed", error } };
      } finally {
        leave();
        runs.delete(run);
        release();
      }
    },
    async readObject(run, { connectionId, bucket, name }, hear, isForCheckOnly) {
      const own = new AbortController();
      runs.set(run, own);
      const { link, release } = bulk.take(connectionId);
      let totalBytes = 0;
      let readBytes = 0;
      const tell = seldom(() => hear({ bytes: undefined, readBytes, totalBytes }));
      const hand = async (chunk: Uint8Array) => {
        const bytes = chunk.slice();
        await hear(transfer({ bytes, readBytes, totalBytes }, [bytes.buffer]));
      };
      try {
        return await readOverLink(link, {
          ...{ connectionId, what: inWords(name) },
          read: (nc) =>
            getObject(nc, bucket, name, {
              signal: own.signal,
              onInfo: ({ sizeBytes }) => {
                totalBytes = Number(sizeBytes);
              },
              onChunk(chunk) {
                readBytes += chunk.length;
                return isForCheckOnly ? tell() : hand(chunk);
              },
            }),
        });
      } finally {
        // A lost link ends the answer before the reading.
        own.abort();
        runs.delete(run);
        release();
      }
    },
    stopTransfer: (run) => runs.get(run)?.abort(),
  };
}

const tellEveryMs = 100;

/** Often enough for the eye. */
function seldom(tell: () => unknown): () => void {
  let toldMs = 0;
  return () => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    tell();
  };
}
