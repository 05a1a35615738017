import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import { whileLost } from "./connection-events";
import { toKvEntry } from "./kv-entry";
import { bucketInWords, type KvPlace } from "./kv-place";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { isPassing } from "./passing";
import { pullMessages } from "./pull";

/** What of a bucket is gone through, and who takes it. */
export type KvScan = {
  /** A pattern over keys; `>` is every key. */
  filter: string;
  /** Every revision, or the newest of each key. */
  withHistory?: boolean;
  headersOnly?: boolean;
  signal: AbortSignal;
  /** In the order of revisions. A promise holds up what follows. */
  onEntry: (entry: KvEntry) => void | Promise<void>;
  /** How many there are, told once at the beginning. */
  onCount?: (count: number) => void;
};

/** Interrupted more often than that, it is given up. */
const mostTries = 5;

/**
 * Goes once through what a bucket holds when it is asked, and ends. Lost in the middle, it goes on behind the last
 * revision that came. Only on streams with limits retention: elsewhere a consumer would change what is kept.
 */
export async function scanKeys(
  nc: NatsConnection,
  place: KvPlace,
  scan: KvScan,
): Promise<Reading<null>> {
  const what = bucketInWords(place.bucket);
  const { name: stream, retention } = place;
  if (retention !== "limits") {
    return { ok: false, error: { kind: "would-consume", what, stream, retention } };
  }
  let last = 0n;
  let isCounted = false;
  const onCount = (count: number) => {
    if (!isCounted) scan.onCount?.(count);
    isCounted = true;
  };
  const onEntry = async (entry: KvEntry) => {
    if (entry.revision <= last) return;
    last = entry.revision;
    await scan.onEntry(entry);
  };
  for (let tries = 0; tries < mostTries; tries++) {
    await whileLost(nc, scan.signal);
    const end = await scanOnce(nc, place, { ...scan, onEntry, onCount }, last);
    if (end !== "gone") return end;
  }
  const why = "It was interrupted too often.";
  return { ok: false, error: { kind: "disconnected", what, why, willRetry: true } };
}

async function scanOnce(
  nc: NatsConnection,
  place: KvPlace,
  { filter, withHistory = false, headersOnly = false, signal, onEntry, onCount }: KvScan,
  last: bigint,
): Promise<Reading<null> | "gone"> {
  const what = bucketInWords(place.bucket);
  const made = await createLookingConsumer(nc, what, place.name, {
    filter: `${place.prefix}${filter}`,
    from: withHistory ? { sequence: last + 1n } : "last-per-subject",
    headersOnly,
  });
  if (!made.ok) return last > 0n && isPassing(made.error, nc) ? "gone" : made;
  let left = made.value.pending;
  onCount?.(Number(left));
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener("abort", stop);
  if (left === 0n || signal.aborted) own.abort();
  const end = await pullMessages(nc, made.value, {
    ...{ what, signal: own.signal },
    async onMessage(message) {
      if (own.signal.aborted) return;
      await onEntry(toKvEntry(place.prefix, message));
      left--;
      // Of what was there when it began some may be gone meanwhile, and new ones may keep coming.
      if (message.pending === 0n || left <= 0n) own.abort();
    },
  });
  signal.removeEventListener("abort", stop);
  const deletion = deleteLookingConsumer(nc, made.value);
  if (end.why === "gone") return "gone";
  // Whoever asked may end the connection next.
  await deletion;
  if (end.why === "error") return { ok: false, error: end.error };
  return signal.aborted
    ? { ok: false, error: { kind: "cancelled", what } }
    : { ok: true, value: null };
}
