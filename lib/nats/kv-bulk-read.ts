import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import type { BulkReading, ChosenKeys } from "@/lib/model/kv-bulk";
import { isPattern } from "@/lib/roles/subject";
import { createBreath } from "./breath";
import { scanKeys } from "./kv-bulk-scan";
import { toKvEntry } from "./kv-entry";
import { getKvMessage } from "./kv-get";
import { bucketInWords, type KvPlace } from "./kv-place";
import { getExtent, listStoredSubjects } from "./messages-extent";
import { commonPattern } from "./tail-stored";

/** Which keys are looked at, and who takes what stands there. */
export type ChosenRead = {
  chosen: ChosenKeys;
  withValues: boolean;
  signal: AbortSignal;
  /** The newest revision of a key, each key once; one that changes meanwhile may come twice. */
  onEntry: (entry: KvEntry) => void | Promise<void>;
  onProgress?: (reading: BulkReading) => void;
};

/** So many are asked for at a time. */
const atOnce = 24;
/** About what one costs, in microseconds: to be gone past, and to be asked for by itself. */
const passUs = 6;
const askUs = 120;

/** What stands at the keys that were chosen. A key that has nothing does not come. Nothing in NATS changes. */
export async function readChosen(
  nc: NatsConnection,
  place: KvPlace,
  read: ChosenRead,
): Promise<Reading<null>> {
  const { chosen } = read;
  if (chosen.kind === "keys") return readKeys(nc, place, chosen.keys, read);
  const { pattern, text = "" } = chosen;
  if (!isPattern(pattern) || /\s/.test(pattern)) {
    const detail = `"${pattern}" is no pattern of keys.`;
    return { ok: false, error: { kind: "bad-name", what: "The pattern", detail } };
  }
  const letters = text.toLowerCase();
  const fits = (key: string) => key.toLowerCase().includes(letters);
  if (place.retention === "limits") return scanFor(nc, place, read, pattern, fits);
  // A consumer would take from what such a stream keeps: its keys are listed, and asked for one by one.
  const listed = await listStoredSubjects(nc, place.name, `${place.prefix}${pattern}`);
  if (!listed.ok) return listed;
  const keys = [...listed.value.keys()].map((subject) => subject.slice(place.prefix.length));
  return getEach(nc, place, keys.filter(fits), read);
}

async function readKeys(
  nc: NatsConnection,
  place: KvPlace,
  keys: readonly string[],
  read: ChosenRead,
): Promise<Reading<null>> {
  if (keys.length === 0) return { ok: true, value: null };
  const extent = await getExtent(nc, place.name, ">");
  if (!extent.ok) return extent;
  const { subjects = 0, messages, bytes } = extent.value;
  const meanBytes = messages > 0n ? Number(bytes) / Number(messages) : 0;
  const valueUs = meanBytes / 100;
  const pastUs = subjects * (passUs + (read.withValues ? valueUs : 0));
  const eachUs = keys.length * (askUs + valueUs);
  if (place.retention !== "limits" || eachUs < pastUs) return getEach(nc, place, keys, read);
  const wanted = new Set(keys);
  return scanFor(nc, place, read, commonPattern(keys), (key) => wanted.has(key));
}

function scanFor(
  nc: NatsConnection,
  place: KvPlace,
  { withValues, signal, onEntry, onProgress }: ChosenRead,
  filter: string,
  fits: (key: string) => boolean,
): Promise<Reading<null>> {
  const breathe = createBreath();
  let looked = 0;
  let of: number | undefined;
  return scanKeys(nc, place, {
    ...{ filter, headersOnly: !withValues, signal },
    onCount: (count) => {
      of = count;
    },
    async onEntry(entry) {
      looked++;
      if (fits(entry.key)) await onEntry(entry);
      if (looked % 500 === 0) {
        onProgress?.({ looked, of });
        await breathe();
      }
    },
  });
}

/** One by one from the leader, some at a time. */
async function getEach(
  nc: NatsConnection,
  place: KvPlace,
  keys: readonly string[],
  { signal, onEntry, onProgress }: ChosenRead,
): Promise<Reading<null>> {
  const what = bucketInWords(place.bucket);
  let failure: AppError | undefined;
  let next = 0;
  let looked = 0;
  const work = async () => {
    while (next < keys.length && !failure && !signal.aborted) {
      const key = keys[next++] as string;
      const found = await getKvMessage(nc, place, key);
      if (!found.ok) failure ??= found.error;
      else if (found.value) await onEntry(toKvEntry(place.prefix, found.value));
      looked++;
      onProgress?.({ looked, of: keys.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, work));
  if (failure) return { ok: false, error: failure };
  return signal.aborted
    ? { ok: false, error: { kind: "cancelled", what } }
    : { ok: true, value: null };
}
