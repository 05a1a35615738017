import { diffValues } from "@/lib/format/diff";
import type { Json } from "@/lib/model/json";
import type { Keeping } from "@/lib/model/keeping";
import { writeJson } from "./json";
import { ownMetadata } from "./keeping";

/** A configuration as it is sent; what is undefined is left out, which is how a field is put back. */
export type StreamConfig = { [key: string]: Json | undefined };

/** What an existing stream takes another value of, of that which buckets and object stores are set to alike. */
export function keepingConfig(settings: Keeping): StreamConfig {
  const { placement, metadata } = settings;
  return {
    description: settings.description || undefined,
    max_age: settings.ttlNs ?? 0,
    max_bytes: settings.maxBytes ?? -1,
    num_replicas: settings.replicas,
    placement: placement && {
      ...(placement.cluster !== "" && { cluster: placement.cluster }),
      ...(placement.tags.length > 0 && { tags: placement.tags }),
    },
    compression: settings.isCompressed ? "s2" : undefined,
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
  };
}

/** A configuration with the fields in which one wish differs from the other; all else is as it was. */
export function patchConfig(config: Json, was: StreamConfig, is: StreamConfig): StreamConfig {
  const known = fieldsOf(config);
  const changed = Object.keys(is).filter((field) => differs(was[field], is[field]));
  return {
    ...known,
    ...Object.fromEntries(changed.map((field) => [field, is[field]] as const)),
    ...(changed.includes("max_age") && {
      duplicate_window: windowAfter(known, ageOf(was), ageOf(is)),
    }),
    ...(changed.includes("metadata") && { metadata: withServersOwn(known, is.metadata) }),
  };
}

/** What is sent of it. */
export function saidOf(config: StreamConfig): Json {
  return Object.fromEntries(
    Object.entries(config).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value] as const],
    ),
  );
}

/** The fields that the server made otherwise than they were asked for, in its own words. */
export function differencesOf(
  asked: StreamConfig,
  echo: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(asked)
    .filter(([field, value]) => !isUnset(value) && !holds(echo[field], value))
    .map(([field, value]) => {
      const instead = echo[field] === undefined ? "nothing of it" : writeJson(echo[field]);
      return `${field}: asked for ${writeJson(value)}, it has ${instead}`;
    });
}

/** Whether it still is what was opened; what a server keeps there for itself depends on who answers. */
export function isSameConfig(one: Json, other: Json): boolean {
  return !differs(withoutServersOwn(one), withoutServersOwn(other));
}

const twoMinutesNs = 120_000_000_000n;

/** For how long a stream remembers ids; the server refuses to for longer than the message lives. */
export function duplicateWindow(ttlNs: bigint | undefined): bigint {
  return ttlNs !== undefined && ttlNs < twoMinutesNs ? ttlNs : twoMinutesNs;
}

/** Whether two values are not the same, however they were written. */
export function differs(before: unknown, after: unknown): boolean {
  return diffValues(before, after).length > 0;
}

/** A configuration's fields; of what is no object, none. */
export function fieldsOf(value: Json | undefined): StreamConfig {
  return isObject(value) ? value : {};
}

/** A server may add to what it was asked for, and leaves out what is off. */
function holds(echo: unknown, asked: unknown): boolean {
  if (Array.isArray(asked) && Array.isArray(echo)) {
    return asked.length === echo.length && asked.every((one, at) => holds(echo[at], one));
  }
  if (isObject(asked as Json) && isObject(echo as Json)) {
    return Object.entries(asked as object).every(
      ([key, one]) => isUnset(one) || holds((echo as Record<string, unknown>)[key], one),
    );
  }
  return !differs(asked, echo);
}

function isUnset(value: unknown): boolean {
  return !value || value === -1;
}

function ageOf({ max_age }: StreamConfig): bigint | undefined {
  return typeof max_age === "bigint" || typeof max_age === "number"
    ? BigInt(max_age) || undefined
    : undefined;
}

/** One that went with the old time to live goes with the new one; one that somebody chose only becomes as short. */
function windowAfter(
  known: StreamConfig,
  before: bigint | undefined,
  after: bigint | undefined,
): Json | undefined {
  const now = known.duplicate_window;
  if (typeof now !== "number" && typeof now !== "bigint") return now;
  if (BigInt(now) === duplicateWindow(before)) return duplicateWindow(after);
  return after !== undefined && BigInt(now) > after ? after : now;
}

function withServersOwn(known: StreamConfig, metadata: Json | undefined): Json | undefined {
  const before = fieldsOf(known.metadata);
  const servers = Object.entries(before).filter(([key]) => key.startsWith("_nats."));
  const all = saidOf({ ...Object.fromEntries(servers), ...fieldsOf(metadata) });
  return Object.keys(fieldsOf(all)).length > 0 ? all : undefined;
}

function withoutServersOwn(config: Json): unknown {
  if (!isObject(config)) return config;
  const { metadata, ...rest } = config;
  const own = ownMetadata(fieldsOf(metadata));
  return Object.keys(own).length > 0 ? { ...rest, metadata: own } : rest;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
