import { toExactText } from "@/lib/format/kv-file";
import type { KvEntry } from "@/lib/model/kv";
import {
  type BulkFate,
  type BulkNow,
  type BulkOutcome,
  type BulkPlan,
  type BulkRow,
  type BulkWhich,
  bulkFates,
} from "@/lib/model/kv-bulk";
import { createSha256 } from "./sha256";

/** One key of a plan, as long as it lasts. Values are not in it: only where they are to be had. */
export type BulkItem = {
  key: string;
  fate: BulkFate;
  /** What it is compared with when it is written: what was seen, 0 for nothing. */
  expected: bigint;
  now: BulkNow | undefined;
  sizeBytes: number;
  preview: string | undefined;
  ttlNs: bigint | undefined;
  /** Tells apart values of the same size. */
  hash: string;
  /** Where its value is: in the file, or at a revision of the source. */
  at: number;
  end: number;
  line: number;
  source: bigint;
  why: string | undefined;
  outcome: BulkOutcome | undefined;
};

/** A plan with all its keys, in their order. */
export type BulkBook = {
  items: BulkItem[];
  /** Of the file: entries that a later one replaces. */
  replaced: number;
  ttlsLost: number;
  ttlsKept: number;
};

/** More are done in parts: each key of a plan takes some hundred bytes. */
export const mostItems = 500_000;
/** Of so many keys the beginning of the value is kept to be shown. */
const mostPreviews = 20_000;
const previewLetters = 80;

/** An empty plan. */
export function createBook(): BulkBook {
  return { items: [], replaced: 0, ttlsLost: 0, ttlsKept: 0 };
}

/** One key, of which all that is not said is nothing. */
export function toItem(key: string, fate: BulkFate, more: Partial<BulkItem> = {}): BulkItem {
  return {
    ...{ key, fate, expected: 0n, now: undefined, sizeBytes: 0, preview: undefined },
    ...{ ttlNs: undefined, hash: "", at: 0, end: 0, line: 0, source: 0n },
    ...{ why: undefined, outcome: undefined },
    ...more,
  };
}

/** What stands at a key, in short. */
export function toNow(entry: KvEntry, preview: string | undefined): BulkNow {
  const { revision, timeNs, operation, sizeBytes } = entry;
  return {
    ...{ revision, timeNs, operation, sizeBytes },
    ...(preview === undefined ? {} : { preview }),
  };
}

/** The beginning of a value as text, of the first keys of a plan; undefined for bytes. */
export function toPreview(value: Uint8Array, no: number): string | undefined {
  if (no >= mostPreviews) return undefined;
  // A letter that is cut has up to three bytes before the cut.
  for (let cut = 0; cut < 4; cut++) {
    const text = toExactText(value.subarray(0, Math.min(value.length, previewLetters) - cut));
    if (text !== undefined) return text;
    if (value.length <= previewLetters) return undefined;
  }
  return undefined;
}

/** Half a SHA-256 tells values of the same size apart. */
export function hashOf(value: Uint8Array): string {
  const hash = createSha256();
  hash.update(value);
  return String.fromCharCode(...hash.digest().subarray(0, 16));
}

/** What there is to do, counted. */
export function countPlan({ items, replaced, ttlsLost, ttlsKept }: BulkBook): BulkPlan {
  const counts = Object.fromEntries(bulkFates.map((fate) => [fate, 0])) as BulkPlan["counts"];
  let bytes = 0;
  let differing = 0;
  for (const item of items) {
    counts[item.fate]++;
    if (item.fate === "created" || item.fate === "changed") bytes += item.sizeBytes;
    if (isOver(item)) differing++;
  }
  return { counts, bytes, differing, replaced, ttlsLost, ttlsKept };
}

/** True for what is written over something else that stands there: only where that is chosen. */
export function isOver({ fate }: BulkItem): boolean {
  return fate === "changed" || fate === "deleted" || fate === "purged";
}

/** Rows of a plan, and how many there are. */
export function listRows(
  { items }: BulkBook,
  which: BulkWhich,
  isTried: (item: BulkItem) => boolean,
  most: number,
): { rows: BulkRow[]; total: number } {
  const rows: BulkRow[] = [];
  let total = 0;
  for (const [no, item] of items.entries()) {
    if (!isListed(item, which, isTried)) continue;
    total++;
    if (rows.length < most) rows.push(toRow(item, no));
  }
  return { rows, total };
}

function isListed(item: BulkItem, which: BulkWhich, isTried: (item: BulkItem) => boolean): boolean {
  if (which === "all") return true;
  if (which === "failed" || which === "done") return item.outcome?.state === which;
  if (which === "left") return isTried(item) && item.outcome === undefined;
  return item.fate === which;
}

/** A key of a plan, as it is shown. */
export function toRow(item: BulkItem, no: number): BulkRow {
  const { key, fate, now, line, why, outcome } = item;
  return {
    ...{ no, key, fate, now },
    next: toNext(item),
    ...(line > 0 ? { line } : {}),
    ...(why === undefined ? {} : { why }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function toNext({ fate, sizeBytes, preview, ttlNs }: BulkItem): BulkRow["next"] {
  if (fate !== "created" && fate !== "changed") return undefined;
  return {
    sizeBytes,
    ...(preview === undefined ? {} : { preview }),
    ...(ttlNs === undefined ? {} : { ttlNs }),
  };
}
