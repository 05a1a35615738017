import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { joinBytes } from "@/lib/format/join-bytes";
import { kvFileMarks, toKvLine } from "@/lib/format/kv-file";
import type { KvEntry } from "@/lib/model/kv";
import type { ChosenKeys, KvExportEnd, KvExportOrder, KvExportPart } from "@/lib/model/kv-bulk";
import { readChosen } from "./kv-bulk-read";
import { scanKeys } from "./kv-bulk-scan";
import { getKvPlace, type KvPlace } from "./kv-place";

/** Where it goes, and until when. */
export type KvExportSink = {
  /** The next piece is read when this one is put away. */
  put: (part: KvExportPart) => unknown;
  signal: AbortSignal;
};

const pieceBytes = 512 * 1024;
const encoder = new TextEncoder();

/** Writes keys of a bucket as a file, piece by piece, in the order of their revisions. Nothing in NATS changes. */
export async function exportKeys(
  nc: NatsConnection,
  order: Omit<KvExportOrder, "connectionId">,
  { put, signal }: KvExportSink,
): Promise<Reading<KvExportEnd>> {
  const place = await getKvPlace(nc, order.bucket);
  if (!place.ok) return place;
  const marks = kvFileMarks[order.format];
  const end: KvExportEnd = { entries: 0, keys: 0, sizeBytes: 0, binary: 0 };
  const keys = new Set<string>();
  let parts: Uint8Array[] = [];
  let waiting = 0;
  let of: number | undefined;
  const add = (text: string) => {
    const bytes = encoder.encode(text);
    parts.push(bytes);
    waiting += bytes.length;
    end.sizeBytes += bytes.length;
  };
  const flush = async () => {
    const bytes = joinBytes(parts);
    parts = [];
    waiting = 0;
    await put({ bytes, entries: end.entries, of });
  };
  const onEntry = async (entry: KvEntry) => {
    if (signal.aborted || (!order.withHistory && entry.operation.kind !== "put")) return;
    const { line, isBinary } = toKvLine(entry);
    add(`${end.entries === 0 ? marks.head : marks.between}${line.slice(0, -1)}`);
    end.entries++;
    if (isBinary) end.binary++;
    keys.add(entry.key);
    if (waiting >= pieceBytes) await flush();
  };
  const onCount = (count: number) => {
    of = (of ?? 0) + count;
  };
  const read = order.withHistory
    ? await readHistory(nc, place.value, order.chosen, { signal, onEntry, onCount })
    : await readChosen(nc, place.value, {
        ...{ chosen: order.chosen, withValues: true, signal, onEntry },
        onProgress: ({ of: told }) => {
          of = told;
        },
      });
  if (!read.ok) return read;
  add(end.entries === 0 ? marks.empty : marks.foot);
  await flush();
  return { ok: true, value: { ...end, keys: keys.size } };
}

type HistoryRead = {
  signal: AbortSignal;
  onEntry: (entry: KvEntry) => Promise<void>;
  onCount: (count: number) => void;
};

/** Few keys are gone through one after the other; of many, the whole bucket is. */
const mostByOne = 50;

async function readHistory(
  nc: NatsConnection,
  place: KvPlace,
  chosen: ChosenKeys,
  { signal, onEntry, onCount }: HistoryRead,
): Promise<Reading<null>> {
  const scan = (filter: string, fits: (key: string) => boolean) =>
    scanKeys(nc, place, {
      ...{ filter, withHistory: true, signal, onCount },
      onEntry: (entry) => (fits(entry.key) ? onEntry(entry) : undefined),
    });
  if (chosen.kind === "pattern") {
    const letters = chosen.text?.toLowerCase() ?? "";
    return scan(chosen.pattern, (key) => key.toLowerCase().includes(letters));
  }
  if (chosen.keys.length > mostByOne) {
    const wanted = new Set(chosen.keys);
    return scan(">", (key) => wanted.has(key));
  }
  for (const key of chosen.keys) {
    const read = await scan(key, () => true);
    if (!read.ok) return read;
  }
  return { ok: true, value: null };
}
