import { formatDuration } from "@/lib/format/duration";
import type { Format } from "@/lib/format/format";
import { formatJson } from "@/lib/format/json-text";

/** What a value of a configuration says, in words. */
export type Words = (value: unknown, format: Format) => string;

/** A field of a configuration: what NATS calls it, what it holds in words, and what that means. */
export type ConfigField = {
  name: string;
  label: string;
  meaning: string;
  words: Words;
  /** The server that has it first, where older ones are still about. */
  since?: string;
};

/** Fields that belong together. */
export type ConfigGroup = { title: string; fields: readonly ConfigField[] };

/** A field, in one line. */
export function configField(
  name: string,
  label: string,
  meaning: string,
  words: Words,
  since?: string,
): ConfigField {
  return { name, label, meaning, words, ...(since && { since }) };
}

/** Fields that a newer server has and the groups have no words for. */
export function otherFields(
  groups: readonly ConfigGroup[],
  config: Readonly<Record<string, unknown>>,
): ConfigField[] {
  const known = new Set(groups.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return Object.keys(config)
    .filter((name) => !known.has(name))
    .map((name) => configField(name, name, "A field that this console does not know.", asJson));
}

/** True where nothing is said. */
export function isNone(value: unknown): boolean {
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
export function onOff(value: unknown): string {
  return value === true ? "on" : "off";
}

/** Something that may be done or not. */
export function allowed(value: unknown): string {
  return value === true ? "allowed" : "not allowed";
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A whole number. */
export function amount(value: unknown, format: Format): string {
  return isWhole(value) ? format.exact(value) : asJson(value);
}

/** A number that limits something: not 0, and not -1, which older servers write unsigned. */
export function isLimit(value: unknown): value is number | bigint {
  return isWhole(value) && value > 0 && value < 2n ** 63n;
}

/** A limit of a number. */
export function count(value: unknown, format: Format): string {
  return isLimit(value) ? format.exact(value) : "no limit";
}

/** A limit of a size. */
export function bytes(value: unknown, format: Format): string {
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

/** The fields of a record that has some. */
export function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord && Object.keys(value).length > 0 ? (value as Record<string, unknown>) : undefined;
}

/** On which servers something may be. */
export function placement(none: string): Words {
  return (value) => {
    const { cluster, tags } = fieldsOf(value) ?? {};
    const parts = [
      ...(typeof cluster === "string" && cluster !== "" ? [`cluster ${cluster}`] : []),
      ...(Array.isArray(tags) && tags.length > 0 ? [`tags ${tags.join(", ")}`] : []),
    ];
    return parts.join(", ") || none;
  };
}

/** Notes; what NATS itself keeps there is none. */
export function metadata(value: unknown): string {
  const own = Object.entries(fieldsOf(value) ?? {}).filter(([key]) => !key.startsWith("_nats."));
  return own.map(([key, said]) => `${key}: ${String(said)}`).join(", ") || "none";
}

function asJson(value: unknown): string {
  return value === undefined ? "none" : formatJson(value);
}
