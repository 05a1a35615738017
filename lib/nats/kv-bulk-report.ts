import { formatJsonLine } from "@/lib/format/csv";
import { toIsoTime } from "@/lib/format/iso-time";
import type { BulkRow } from "@/lib/model/kv-bulk";
import { type BulkBook, type BulkItem, toRow } from "./kv-bulk-book";

const linesAPart = 5_000;

/** All keys of a plan with what became of them, as JSON lines; parts of a Blob, so that no text grows with the plan. */
export function toBulkReport({ items }: BulkBook, isTried: (item: BulkItem) => boolean): Blob {
  const parts: Blob[] = [];
  for (let from = 0; from < items.length; from += linesAPart) {
    const lines = items
      .slice(from, from + linesAPart)
      .map((item, index) => toLine(toRow(item, from + index), isTried(item)));
    parts.push(new Blob(lines));
  }
  return new Blob(parts, { type: "application/x-ndjson" });
}

function toLine(row: BulkRow, isTried: boolean): string {
  const { key, line, fate, now, next, why, outcome } = row;
  const failed = outcome?.state === "failed" ? outcome : undefined;
  const done = outcome?.state === "done" ? outcome : undefined;
  return formatJsonLine([
    ["key", key],
    ["line", line],
    ["plan", fate],
    ["revision_before", now?.revision],
    ["time_before", now && toIsoTime(now.timeNs)],
    ["operation_before", now?.operation.kind],
    ["size_before", now?.sizeBytes],
    ["size_after", next?.sizeBytes],
    ["outcome", outcomeOf(outcome, isTried)],
    ["revision_after", done?.revision],
    ["read_back", done?.wasReadBack || undefined],
    ["reason", failed?.why ?? why],
  ]);
}

function outcomeOf(outcome: BulkRow["outcome"], isTried: boolean): string | undefined {
  if (!outcome) return isTried ? "left" : undefined;
  if (outcome.state === "failed") return outcome.isUnknown ? "unknown" : "failed";
  return "done";
}
