import { formatDuration } from "@/lib/format/duration";
import type { Format } from "@/lib/format/format";
import { formatJson } from "@/lib/format/json-text";
import type { Json } from "@/lib/model/json";

/** What a value of a configuration says, in words. */
export type Words = (value: Json | undefined, format: Format) => string;

/** What decides how long a message stays. */
export const retentions = {
  limits: "limits: until a limit is reached",
  interest: "interest: while a consumer wants them",
  workqueue: "work queue: until one consumer has acknowledged them",
};
/** What goes at a limit. */
export const discards = { old: "old: the oldest make room", new: "new: new messages are refused" };
/** Where messages are kept. */
export const storages = { file: "file: on disk", memory: "memory" };
/** How files are packed. */
export const compressions = { none: "none", s2: "S2" };
/** When a write is on disk. */
export const persists = {
  default: "default: before it is acknowledged",
  async: "async: a little later; a crash may lose the newest",
};

/** True where nothing is said. */
export function isNone(value: Json | undefined): boolean {
  return value === undefined || value === null || value === 0 || value === "";
}

/** A text, or what stands for none. */
export function text(none = ""): Words {
  return (value) => (isNone(value) ? none : String(value));
}

/** Several texts. */
export function list(none: string): Words {
  return (value) => (Array.isArray(value) && value.length > 0 ? value.join(", ") : none);
}

/** One of a few words; the first where nothing is said. */
export function oneOf(words: Record<string, string>): Words {
  return (value) =>
    words[String(value)] ?? (isNone(value) ? (Object.values(words)[0] ?? "") : String(value));
}

/** Something that is so or not. */
export function onOff(value: Json | undefined): string {
  return value === true ? "on" : "off";
}

/** Something that may be done or not. */
export function allowed(value: Json | undefined): string {
  return value === true ? "allowed" : "not allowed";
}

function isWhole(value: Json | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A whole number. */
export function amount(value: Json | undefined, format: Format): string {
  return isWhole(value) ? format.exact(value) : asJson(value);
}

function isLimit(value: Json | undefined): value is number | bigint {
  return isWhole(value) && value > 0 && value < 2n ** 63n;
}

/** A limit of a number. */
export function count(value: Json | undefined, format: Format): string {
  return isLimit(value) ? format.exact(value) : "no limit";
}

/** A limit of a size. */
export function bytes(value: Json | undefined, format: Format): string {
  if (!isLimit(value)) return "no limit";
  return value < 1_024
    ? `${format.exact(value)} bytes`
    : `${format.bytesText(value)} (${format.exact(value)} bytes)`;
}

const nsPerMs = 1_000_000n;

/** A time in nanoseconds. */
export function duration(none: string): Words {
  return (value) => (isLimit(value) ? formatDuration(Number(BigInt(value) / nsPerMs)) : none);
}

function fieldsOf(value: Json | undefined): { [key: string]: Json } | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord && Object.keys(value).length > 0 ? value : undefined;
}

/** A subject that becomes another one. */
export function transform(value: Json | undefined): string {
  const parts = fieldsOf(value);
  if (!parts) return "none";
  const headers = parts.headers_only === true ? ", headers only" : "";
  return `${String(parts.src || ">")} to ${String(parts.dest ?? "")}${headers}`;
}

/** What consumers get. */
export function consumerLimits(value: Json | undefined, format: Format): string {
  const parts = fieldsOf(value);
  if (!parts) return "none";
  return [
    isLimit(parts.inactive_threshold) &&
      `gone after ${duration("")(parts.inactive_threshold, format)} without use`,
    isLimit(parts.max_ack_pending) &&
      `${format.exact(parts.max_ack_pending)} messages not acknowledged`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Where it may be. */
export function placement(value: Json | undefined): string {
  const parts = fieldsOf(value);
  if (!parts) return "any server";
  const tags =
    Array.isArray(parts.tags) && parts.tags.length > 0 && `tags ${parts.tags.join(", ")}`;
  const cluster = parts.cluster && `cluster ${String(parts.cluster)}`;
  return [cluster, tags].filter(Boolean).join(", ") || "any server";
}

/** A stream that messages come from. */
export function origin(value: Json | undefined): string {
  const parts = fieldsOf(value);
  if (!parts) return "none";
  const { name, filter_subject, opt_start_seq, opt_start_time, external } = parts;
  const api = fieldsOf(external)?.api;
  return [
    String(name),
    filter_subject && `only ${String(filter_subject)}`,
    opt_start_seq && `from sequence ${String(opt_start_seq)}`,
    opt_start_time && `from ${String(opt_start_time)}`,
    api && `by ${String(api)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Several of them. */
export function origins(value: Json | undefined): string {
  return Array.isArray(value) && value.length > 0 ? value.map(origin).join("; ") : "none";
}

/** Notes; what NATS itself keeps there is none. */
export function metadata(value: Json | undefined): string {
  const own = Object.entries(fieldsOf(value) ?? {}).filter(([key]) => !key.startsWith("_nats."));
  return own.map(([key, said]) => `${key}: ${String(said)}`).join(", ") || "none";
}

/** Whatever it is. */
export function asJson(value: Json | undefined): string {
  return value === undefined ? "none" : formatJson(value);
}
