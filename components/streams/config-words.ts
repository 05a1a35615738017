import { duration, fieldsOf, isLimit } from "@/components/ui/config-words";
import type { Format } from "@/lib/format/format";

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

/** A subject that becomes another one. */
export function transform(value: unknown): string {
  const parts = fieldsOf(value);
  if (!parts) return "none";
  const headers = parts.headers_only === true ? ", headers only" : "";
  return `${String(parts.src || ">")} to ${String(parts.dest ?? "")}${headers}`;
}

/** What consumers get. */
export function consumerLimits(value: unknown, format: Format): string {
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

/** A stream that messages come from. */
export function origin(value: unknown): string {
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
export function origins(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? value.map(origin).join("; ") : "none";
}
