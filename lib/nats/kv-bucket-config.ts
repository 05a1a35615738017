import { bucketOf, bucketStreamPrefix } from "@/lib/model/bucket-row";
import type { Json } from "@/lib/model/json";
import type { BucketOrigin, BucketPreview, BucketSettings } from "@/lib/model/kv-bucket";
import { toBucketSettings } from "./kv-bucket-settings";
import {
  differs,
  duplicateWindow,
  fieldsOf,
  keepingConfig,
  patchConfig,
  type StreamConfig,
  saidOf,
} from "./stream-config";

/** The stream that a new bucket is, as KV's specification and the nats command make it. */
export function toBucketConfig(settings: BucketSettings): StreamConfig {
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
export function patchBucketConfig(config: Json, settings: BucketSettings): StreamConfig {
  const before = toBucketSettings(config);
  return {
    ...patchConfig(config, changeable(before), changeable(settings)),
    ...(differs(before.sources, settings.sources) && {
      sources: patchSources(fieldsOf(config), settings),
    }),
  };
}

/** What would be sent for a change, beside what is there. */
export function previewBucket(settings: BucketSettings, opened: Json): BucketPreview {
  return { before: opened, after: saidOf(patchBucketConfig(opened, settings)) };
}

/** What an existing stream takes another value of; undefined is what the server does by itself. */
function changeable(settings: BucketSettings): StreamConfig {
  const { republish } = settings;
  return {
    ...keepingConfig(settings),
    max_msgs_per_subject: settings.history ?? -1,
    max_msg_size: settings.maxValueBytes ?? -1,
    republish: republish && {
      ...{ src: republish.source, dest: republish.destination },
      ...(republish.headersOnly && { headers_only: true }),
    },
    allow_msg_ttl: settings.hasKeyTtl || undefined,
    subject_delete_marker_ttl: settings.markerTtlNs,
  };
}

/** Of those that stay, all that was said of them; those that are no buckets stay as they are. */
function patchSources(known: StreamConfig, { name, sources }: BucketSettings): Json[] | undefined {
  const before = Array.isArray(known.sources) ? known.sources.map(fieldsOf) : [];
  const others = before.filter((one) => bucketOf(String(one.name)) === undefined);
  const wanted = sources.map(
    (origin) => before.find((one) => isOf(one, origin)) ?? toBucketSource(origin, name),
  );
  const all = [...others, ...wanted] as Json[];
  return all.length > 0 ? all : undefined;
}

function isOf(source: StreamConfig, { bucket, api }: BucketOrigin): boolean {
  const external = source.external ? fieldsOf(source.external).api : undefined;
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
