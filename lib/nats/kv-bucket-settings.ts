import * as z from "zod";
import { bucketOf } from "@/lib/model/bucket-row";
import type { Json } from "@/lib/model/json";
import type { BucketOrigin, BucketSettings } from "@/lib/model/kv-bucket";
import { counter, limit } from "./wire";

const origin = z.object({
  name: z.string(),
  external: z.object({ api: z.string() }).nullish(),
});

const wire = z.object({
  name: z.string(),
  description: z.string().default(""),
  max_msgs_per_subject: limit.optional(),
  max_age: counter.default(0n),
  max_bytes: limit.optional(),
  max_msg_size: limit.optional(),
  storage: z.enum(["file", "memory"]),
  num_replicas: z.number().default(1),
  placement: z
    .object({ cluster: z.string().default(""), tags: z.array(z.string()).nullish() })
    .nullish(),
  republish: z
    .object({
      ...{ src: z.string().default(""), dest: z.string() },
      headers_only: z.boolean().default(false),
    })
    .nullish(),
  mirror: origin.nullish(),
  sources: z.array(origin).nullish(),
  compression: z.string().default("none"),
  metadata: z.record(z.string(), z.string()).nullish(),
  allow_msg_ttl: z.boolean().default(false),
  subject_delete_marker_ttl: counter.default(0n),
});

/** What a stream's configuration says, in the words of a bucket. It is known to be one of a stream. */
export function toBucketSettings(config: Json): BucketSettings {
  const said = wire.parse(config);
  const { placement, republish, mirror, sources } = said;
  return {
    name: bucketOf(said.name) ?? said.name,
    description: said.description,
    history: said.max_msgs_per_subject ? Number(said.max_msgs_per_subject) : undefined,
    ttlNs: said.max_age || undefined,
    maxBytes: said.max_bytes || undefined,
    maxValueBytes: said.max_msg_size ? Number(said.max_msg_size) : undefined,
    storage: said.storage,
    replicas: said.num_replicas,
    placement: placement ? { cluster: placement.cluster, tags: placement.tags ?? [] } : undefined,
    republish: republish
      ? {
          ...{ source: republish.src, destination: republish.dest },
          headersOnly: republish.headers_only,
        }
      : undefined,
    mirror: mirror ? toOrigin(mirror) : undefined,
    sources: (sources ?? []).filter(({ name }) => bucketOf(name)).map(toOrigin),
    isCompressed: said.compression !== "none",
    metadata: ownOf(said.metadata ?? {}),
    hasKeyTtl: said.allow_msg_ttl,
    markerTtlNs: said.subject_delete_marker_ttl || undefined,
  };
}

function toOrigin({ name, external }: z.infer<typeof origin>): BucketOrigin {
  return { bucket: bucketOf(name) ?? name, ...(external && { api: external.api }) };
}

/** Without what the server keeps there for itself. */
function ownOf(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith("_nats.")));
}
