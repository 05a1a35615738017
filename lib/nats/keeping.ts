import * as z from "zod";
import type { Keeping } from "@/lib/model/keeping";
import { counter, limit } from "./wire";

/** What a stream's configuration says that buckets and object stores are set to alike. */
export const keepingWire = z.object({
  name: z.string(),
  description: z.string().default(""),
  max_age: counter.default(0n),
  max_bytes: limit.optional(),
  storage: z.enum(["file", "memory"]),
  num_replicas: z.number().default(1),
  placement: z
    .object({ cluster: z.string().default(""), tags: z.array(z.string()).nullish() })
    .nullish(),
  compression: z.string().default("none"),
  metadata: z.record(z.string(), z.string()).nullish(),
});

/** The same in the words of settings: zero says "none" for some of these, and -1 for others. */
export function toKeeping(said: z.infer<typeof keepingWire>): Keeping {
  const { placement } = said;
  return {
    description: said.description,
    ttlNs: said.max_age || undefined,
    maxBytes: said.max_bytes || undefined,
    storage: said.storage,
    replicas: said.num_replicas,
    placement: placement ? { cluster: placement.cluster, tags: placement.tags ?? [] } : undefined,
    isCompressed: said.compression !== "none",
    metadata: ownMetadata(said.metadata ?? {}),
  };
}

/** Without what the server keeps there for itself. */
export function ownMetadata<T>(metadata: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith("_nats.")));
}
