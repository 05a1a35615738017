import { diffValues } from "@/lib/format/diff";
import { bucketOf, bucketStreamPrefix } from "@/lib/model/bucket-row";
import type { Json } from "@/lib/model/json";
import type { BucketOrigin, BucketPreview, BucketSettings } from "@/lib/model/kv-bucket";
import { writeJson } from "./json";
import { toBucketSettings } from "./kv-bucket-settings";

/** A configuration as it is sent; what is undefined is left out, which is how a field is put back. */
export type BucketConfig = { [key: string]: Json | undefined };

/** The stream that a new bucket is, as KV's specification and the nats command make it. */
export function toBucketConfig(settings: BucketSettings): BucketConfig {
  const { name, mirror, sources, storage, ttlNs } = settings;
  return {
    name: `${bucketStreamPrefix}${name}`,
    ...{ retention: "limits", discard: "new", max_msgs: -1, max_consumers: -1 },
    ...{ deny_delete: true, allow_rollup_hdrs: true, allow_direct: true },
    ...{ storage, duplicate_window: duplicateWindow(ttlNs) },
    ...changeable(settings),
    ...(mirror
      ? { mirror: toSource(mirror), mirror_direct: true }
      : { subjects: [`$KV.${name}.>`] }),
    ...(sources.length > 0 && { sources: sources.map((one) => toBucketSource(one, name)) }),
  };
}

/** A bucket's configuration with what was changed in its settings; every other field is as it was. */
export function patchBucketConfig(config: Json, settings: BucketSettings): BucketConfig {
  const known = objectOf(config);
  const before = toBucketSettings(config);
  const [was, is] = [changeable(before), changeable(settings)];
  const changed = Object.keys(is).filter((field) => differs(was[field], is[field]));
  const patch = changed.map((field) => [field, is[field]] as const);
  return {
    ...known,
    ...Object.fromEntries(patch),
    ...(changed.includes("max_age") && {
      duplicate_window: windowAfter(known, before.ttlNs, settings.ttlNs),
    }),
    ...(changed.includes("metadata") && { metadata: withServersOwn(known, settings.metadata) }),
    ...(differs(before.sources, settings.sources) && { sources: patchSources(known, settings) }),
  };
}

/** What would be sent for a change, beside what is there. */
export function previewBucket(settings: BucketSettings, opened: Json): BucketPreview {
  return { before: opened, after: said(patchBucketConfig(opened, settings)) };
}

/** The fields that the server made otherwise than they were asked for, in its own words. */
export function differencesOf(
  asked: BucketConfig,
  echo: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(asked)
    .filter(([field, value]) => !isUnset(value) && !holds(echo[field], value))
    .map(([field, value]) => {
      const instead = echo[field] === undefined ? "nothing of it" : writeJson(echo[field]);
      return `${field}: asked for ${writeJson(value)}, it has ${instead}`;
    });
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

function said(config: BucketConfig): Json {
  return Object.fromEntries(
    Object.entries(config).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value] as const],
    ),
  );
}

/** What an existing stream takes another value of; undefined is what the server does by itself. */
function changeable(settings: BucketSettings): BucketConfig {
  const { placement, republish, metadata } = settings;
  return {
    description: settings.description || undefined,
    max_msgs_per_subject: settings.history ?? -1,
    max_age: settings.ttlNs ?? 0,
    max_bytes: settings.maxBytes ?? -1,
    max_msg_size: settings.maxValueBytes ?? -1,
    num_replicas: settings.replicas,
    placement: placement && {
      ...(placement.cluster !== "" && { cluster: placement.cluster }),
      ...(placement.tags.length > 0 && { tags: placement.tags }),
    },
    republish: republish && {
      ...{ src: republish.source, dest: republish.destination },
      ...(republish.headersOnly && { headers_only: true }),
    },
    compression: settings.isCompressed ? "s2" : undefined,
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    allow_msg_ttl: settings.hasKeyTtl || undefined,
    subject_delete_marker_ttl: settings.markerTtlNs,
  };
}

const twoMinutesNs = 120_000_000_000n;

/** The server refuses to remember an id for longer than its message. */
function duplicateWindow(ttlNs: bigint | undefined): bigint {
  return ttlNs !== undefined && ttlNs < twoMinutesNs ? ttlNs : twoMinutesNs;
}

/** One that went with the old time to live goes with the new one; one that somebody chose only becomes as short. */
function windowAfter(
  known: BucketConfig,
  before: bigint | undefined,
  after: bigint | undefined,
): Json | undefined {
  const now = known.duplicate_window;
  if (typeof now !== "number" && typeof now !== "bigint") return now;
  if (BigInt(now) === duplicateWindow(before)) return duplicateWindow(after);
  return after !== undefined && BigInt(now) > after ? after : now;
}

function withServersOwn(
  known: BucketConfig,
  metadata: Record<string, string>,
): { [key: string]: Json } | undefined {
  const servers = Object.entries(objectOf(known.metadata ?? null)).filter(([key]) =>
    key.startsWith("_nats."),
  );
  const all = { ...Object.fromEntries(servers), ...metadata } as { [key: string]: Json };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Of those that stay, all that was said of them; those that are no buckets stay as they are. */
function patchSources(known: BucketConfig, { name, sources }: BucketSettings): Json[] | undefined {
  const before = Array.isArray(known.sources) ? known.sources.map(objectOf) : [];
  const others = before.filter((one) => bucketOf(String(one.name)) === undefined);
  const wanted = sources.map(
    (origin) => before.find((one) => isOf(one, origin)) ?? toBucketSource(origin, name),
  );
  const all = [...others, ...wanted] as Json[];
  return all.length > 0 ? all : undefined;
}

function isOf(source: BucketConfig, { bucket, api }: BucketOrigin): boolean {
  const external = source.external ? objectOf(source.external).api : undefined;
  return source.name === `${bucketStreamPrefix}${bucket}` && external === api;
}

function toSource({ bucket, api }: BucketOrigin): { [key: string]: Json } {
  return {
    name: `${bucketStreamPrefix}${bucket}`,
    ...(api !== undefined && { external: { api } }),
  };
}

/** What comes from another bucket is stored under this one's keys. One of the same name, elsewhere, has them already. */
function toBucketSource(origin: BucketOrigin, name: string): { [key: string]: Json } {
  if (origin.api !== undefined && origin.bucket === name) return toSource(origin);
  const transform = { src: `$KV.${origin.bucket}.>`, dest: `$KV.${name}.>` };
  return { ...toSource(origin), subject_transforms: [transform] };
}

function differs(before: unknown, after: unknown): boolean {
  return diffValues(before, after).length > 0;
}

function objectOf(value: Json | undefined): BucketConfig {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
