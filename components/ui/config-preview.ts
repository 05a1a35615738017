import { formatTypedDuration } from "@/lib/format/parse-duration";
import { formatTypedSize } from "@/lib/format/parse-size";
import { fieldsOf } from "./config-words";

type Change = { before: unknown; after: unknown };

/** What will change of a configuration, with times and sizes as people write them. */
export function readable({ before, after }: Change): Change {
  return { before: inWords(before), after: inWords(after) };
}

const times = new Set(["max_age", "duplicate_window", "subject_delete_marker_ttl"]);
const sizes = new Set(["max_bytes", "max_msg_size"]);
const limits = new Set([...sizes, "max_age", "max_msgs_per_subject"]);

function inWords(config: unknown): unknown {
  return Object.fromEntries(
    Object.entries(fieldsOf(config) ?? {}).map(([field, value]) => [field, worded(field, value)]),
  );
}

function worded(field: string, value: unknown): unknown {
  if (typeof value !== "number" && typeof value !== "bigint") return value;
  if (limits.has(field) && value <= 0) return "no limit";
  if (times.has(field)) return formatTypedDuration(BigInt(value));
  return sizes.has(field) ? formatTypedSize(BigInt(value)) : value;
}
