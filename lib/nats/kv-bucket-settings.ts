import * as z from "zod";
import { bucketOf } from "@/lib/model/bucket-row";
import type { Json } from "@/lib/model/json";
import type { BucketOrigin, BucketSettings } from "@/lib/model/kv-bucket";
import { keepingWire, toKeeping } from "./keeping";
import { counter, limit } from "./wire";

const origin = z.object({
  name: z.string(),
  external: z.object({ api: z.string() }).nullish(),
});

const wire = keepingWire.extend({
  max_msgs_per_subject: limit.optional(),
  max_msg_size: limit.optional(),
  republish: z
    .object({
      ...{ src: z.string().default(""), dest: z.string() },
      headers_only: z.boolean().default(false),
    })
    .nullish(),
  mirror: origin.nullish(),
  sources: z.array(origin).nullish(),
  allow_msg_ttl: z.boolean().default(false),
  subject_delete_marker_ttl: counter.default(0n),
});

/** What a stream's configuration says, in the words of a bucket. It is known to be one of a stream. */
export function toBucketSettings(config: Json): BucketSettings {
  const said = wire.parse(config);
  const { republish, mirror, sources } = said;
  return {
    ...toKeeping(said),
    name: bucketOf(said.name) ?? said.name,
    history: said.max_msgs_per_subject ? Number(said.max_msgs_per_subject) : undefined,
    maxValueBytes: said.max_msg_size ? Number(said.max_msg_size) : undefined,
    republish: republish
      ? {
          ...{ source: republish.src, destination: republish.dest },
          headersOnly: republish.headers_only,
        }
      : undefined,
    mirror: mirror ? toOrigin(mirror) : undefined,
    sources: (sources ?? []).filter(({ name }) => bucketOf(name)).map(toOrigin),
    hasKeyTtl: said.allow_msg_ttl,
    markerTtlNs: said.subject_delete_marker_ttl || undefined,
  };
}

function toOrigin({ name, external }: z.infer<typeof origin>): BucketOrigin {
  return { bucket: bucketOf(name) ?? name, ...(external && { api: external.api }) };
}
