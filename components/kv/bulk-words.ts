import type { Format } from "@/lib/format/format";
import type { BulkFate, BulkJob, BulkNow, BulkPlan, BulkRow, BulkTally } from "@/lib/model/kv-bulk";
import { operationWords } from "./operation-words";

/** What would become of a key, in a word. */
export const fateWords: Readonly<Record<BulkFate, string>> = {
  created: "Create",
  changed: "Change",
  deleted: "Delete",
  purged: "Purge",
  same: "Leave",
  refused: "Refuse",
};

/** What can be chosen to be listed, with its count. */
export const fateHeads: Readonly<Record<BulkFate, string>> = {
  created: "Created",
  changed: "Changed",
  deleted: "Deleted",
  purged: "Purged",
  same: "Left",
  refused: "Refused",
};

/** The verb of the button that does it. */
export const verbs: Readonly<Record<BulkJob["kind"], string>> = {
  delete: "Delete",
  purge: "Purge",
  ttl: "Set TTL of",
  copy: "Copy",
  import: "Write",
};

/** "1 key", "1,204 keys". */
export function keysWords(count: number, format: Format): string {
  return `${format.exact(count)} ${count === 1 ? "key" : "keys"}`;
}

/** How many keys are written; what stands there already only where it is written over. */
export function toWrite({ counts, differing }: BulkPlan, isOverwriting: boolean): number {
  return counts.created + (isOverwriting ? differing : 0);
}

/** What stands at a key now. */
export function nowWords(now: BulkNow | undefined, format: Format): string {
  if (!now) return "nothing";
  const { revision, operation, sizeBytes, preview } = now;
  const what = operation.kind === "put" ? format.bytesText(sizeBytes) : operationWords(operation);
  const words = `revision ${format.exact(revision)}, ${what}`;
  return preview === undefined || preview === "" ? words : `${words}: ${preview}`;
}

/** What it would become. */
export function nextWords({ fate, next }: BulkRow, format: Format): string {
  if (fate === "deleted") return "a marker, the history stays";
  if (fate === "purged") return "a marker, the history goes";
  if (!next) return "";
  const size = format.bytesText(next.sizeBytes);
  return next.preview === undefined || next.preview === "" ? size : `${size}: ${next.preview}`;
}

/** What became of it, or why it is left. */
export function outcomeWords({ outcome, why }: BulkRow, format: Format): string {
  if (!outcome) return why ?? "";
  if (outcome.state === "failed") return outcome.why;
  const words = `revision ${format.exact(outcome.revision)}`;
  return outcome.wasReadBack ? `${words}; the answer was lost, and it was read back` : words;
}

const done: Readonly<Record<BulkJob["kind"], string>> = {
  delete: "deleted",
  purge: "purged",
  ttl: "given a time to live",
  copy: "copied",
  import: "written",
};

/** How it ended, in full sentences; the parts make up the whole. */
export function reportWords(
  kind: BulkJob["kind"],
  { done: doneCount, failed, left, readBack, unknown, endedWhy }: BulkTally,
  format: Format,
): string {
  const words = [`${keysWords(doneCount, format)} ${done[kind]}.`];
  if (readBack > 0) {
    words.push(`Of ${format.exact(readBack)} the answer was lost: they were read back.`);
  }
  if (failed > 0) words.push(`${format.exact(failed)} failed.`);
  if (unknown > 0) {
    words.push(`Of ${format.exact(unknown)} of these nobody knows whether they were written.`);
  }
  if (left > 0) {
    const why = endedWhy === "lost" ? "the connection did not come back" : "it was cancelled";
    words.push(`${format.exact(left)} left as they are: ${why}.`);
  }
  return words.join(" ");
}
