import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { watchKeys } from "@/lib/nats/kv";
import { getKvEntry, keyInWords } from "@/lib/nats/kv-get";
import { listKvHistory } from "@/lib/nats/kv-history";
import { writeKv } from "@/lib/nats/kv-write";
import type { KvCalls } from "./kv-protocol";
import type { Link } from "./link";
import { readOverLink } from "./over-link";
import { sendOverLink } from "./send-over-link";

/** What the page asks of one key, over the tab's own connection. */
export function createKvCalls(linkOf: (connectionId: string) => Link): KvCalls {
  const watches = new Map<string, AbortController>();
  const read = <T>(
    connectionId: string,
    key: string,
    ask: (nc: NatsConnection) => Promise<Reading<T>>,
  ) => readOverLink(linkOf(connectionId), { connectionId, what: keyInWords(key), read: ask });
  return {
    getKvEntry: (connectionId, bucket, key, revision) =>
      read(connectionId, key, (nc) => getKvEntry(nc, bucket, key, revision)),
    listKvHistory: (connectionId, bucket, key) =>
      read(connectionId, key, (nc) => listKvHistory(nc, bucket, key)),
    writeKv: (connectionId, write) =>
      sendOverLink(linkOf(connectionId), {
        ...{ connectionId, what: keyInWords(write.key) },
        send: (nc) => writeKv(nc, write),
      }),
    async watchKv(run, { connectionId, bucket, key }, hear) {
      const own = new AbortController();
      watches.set(run, own);
      try {
        return await read(connectionId, key, async (nc) => {
          const onEntry = hear;
          const watch = await watchKeys(nc, bucket, { filter: key, headersOnly: true, onEntry });
          if (!watch.ok) return watch;
          own.signal.addEventListener("abort", () => void watch.value.stop());
          if (own.signal.aborted) await watch.value.stop();
          const error = await watch.value.ended;
          return error ? { ok: false, error } : { ok: true, value: null };
        });
      } finally {
        // A lost link ends the answer before the watch: with it nothing of it is left on the server.
        own.abort();
        watches.delete(run);
      }
    },
    unwatchKv: (run) => watches.get(run)?.abort(),
  };
}
