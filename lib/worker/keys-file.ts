import { formatCsvLine, formatJsonLine } from "@/lib/format/csv";
import { toIsoTime } from "@/lib/format/iso-time";
import type { KnownState } from "@/lib/live/key-book";
import { createBreath } from "@/lib/nats/breath";
import type { KeysFileFormat } from "./kv-protocol";

/** Lines written between two looks at the clock. */
const sliceKeys = 500;

const names = ["key", "revision", "time", "sizeBytes", "operation", "ttl"] as const;

/** Keys as a file, with what is known of each beside its value; others have their turn meanwhile. */
export async function toKeysFile(
  keys: readonly string[],
  stateOf: (key: string) => KnownState | undefined,
  format: KeysFileFormat,
): Promise<Blob> {
  const breath = createBreath();
  const parts = format === "csv" ? [formatCsvLine(names)] : [];
  for (let at = 0; at < keys.length; at += sliceKeys) {
    await breath();
    const lines = keys.slice(at, at + sliceKeys).map((key) => toLine(key, stateOf(key), format));
    parts.push(lines.join(""));
  }
  const type = format === "csv" ? "text/csv;charset=utf-8" : "application/x-ndjson";
  return new Blob(parts, { type });
}

function toLine(key: string, state: KnownState | undefined, format: KeysFileFormat): string {
  const { revision, timeNs, sizeBytes, operation, ttl } = state ?? {};
  const time = timeNs === undefined ? undefined : toIsoTime(timeNs);
  const values = [key, revision, time, sizeBytes, operation?.kind, ttl];
  if (format === "csv") return formatCsvLine(values);
  return formatJsonLine(names.map((name, index) => [name, values[index]] as const));
}
