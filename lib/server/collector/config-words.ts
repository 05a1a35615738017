import { formatBytesText } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import { formatExact } from "@/lib/format/number";

/** A configuration under the names that NATS has for its fields. */
export type Config = Readonly<Record<string, unknown>>;

/** What is another one in a configuration, field by field; undefined where nothing of it is. */
export function configChange(old: Config, fresh: Config): string | undefined {
  const changed = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (field) => !untold.has(field) && sense(field, old[field]) !== sense(field, fresh[field]),
  );
  if (changed.length === 0) return undefined;
  const told = changed.slice(0, mostTold).map((field) => {
    const label = labels[field] ?? field.replaceAll("_", " ");
    // Whatever somebody wrote there stays there.
    if (field === "metadata") return label;
    return `${label}: ${inWords(field, old[field])} → ${inWords(field, fresh[field])}`;
  });
  const more = changed.length - told.length;
  return more === 0 ? told.join(", ") : `${told.join(", ")} and ${more} more`;
}

const mostTold = 4;
const longestText = 40;
/** A pause has events of its own, and names do not change. */
const untold = new Set(["pause_until", "name", "durable_name"]);

const labels: Record<string, string> = {
  max_msgs: "max messages",
  max_msgs_per_subject: "max messages per subject",
  max_msg_size: "max message size",
  num_replicas: "replicas",
  sample_freq: "sample frequency",
};
const durations = new Set([
  "ack_wait",
  "backoff",
  "idle_heartbeat",
  "inactive_threshold",
  "max_age",
  "max_expires",
  "priority_timeout",
  "subject_delete_marker_ttl",
]);
const limits = /^max_/;

/** What a value comes to: servers leave out what is not set, or write it as nought. */
function sense(field: string, value: unknown): string {
  const said = field === "metadata" ? ownMetadata(value) : value;
  return isUnset(said) ? "" : written(said);
}

function isUnset(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return !value || value === -1;
}

/** What a server writes there changes with its version. */
function ownMetadata(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const own = Object.entries(value).filter(([key]) => !key.startsWith("_nats."));
  return Object.fromEntries(own.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function inWords(field: string, value: unknown): string {
  if (isUnset(value)) return limits.test(field) ? "no limit" : "none";
  if (typeof value === "number" || typeof value === "bigint") return numberWords(field, value);
  if (value === true) return "yes";
  if (Array.isArray(value)) {
    const each = value.map((one: unknown) =>
      typeof one === "number" || typeof one === "bigint" ? numberWords(field, one) : cut(one),
    );
    return cut(each.join(" "));
  }
  return cut(value);
}

function numberWords(field: string, value: number | bigint): string {
  if (durations.has(field)) return formatDuration(Number(value) / 1e6);
  return field.endsWith("_bytes") || field === "max_msg_size"
    ? formatBytesText(value)
    : formatExact(value);
}

function cut(value: unknown): string {
  const text = typeof value === "string" ? value : written(value);
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function written(value: unknown): string {
  return (
    JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one)) ?? ""
  );
}
