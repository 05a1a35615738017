import { z } from "zod";
import { covers } from "@/lib/roles/subject";

/** Everything that a consumer for looking may say of itself. What it leaves out is filled with what is allowed. */
const configSchema = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  deliver_policy: z
    .enum(["all", "last", "new", "by_start_sequence", "by_start_time", "last_per_subject"])
    .optional(),
  opt_start_seq: z.union([z.int().nonnegative(), z.bigint().nonnegative()]).optional(),
  opt_start_time: z.string().optional(),
  // Acks would settle messages that others work on, and hold those of a work queue back from them.
  ack_policy: z.literal("none").default("none"),
  ack_wait: z.int().nonnegative().optional(),
  max_deliver: z.int().min(-1).optional(),
  filter_subject: z.string().optional(),
  filter_subjects: z.array(z.string()).optional(),
  replay_policy: z.enum(["instant", "original"]).optional(),
  max_waiting: z.int().min(1).max(8).default(8),
  max_ack_pending: z.int().min(-1).optional(),
  headers_only: z.boolean().optional(),
  max_batch: z.int().nonnegative().optional(),
  max_expires: z.int().nonnegative().optional(),
  max_bytes: z.int().nonnegative().optional(),
  inactive_threshold: z.int().min(1).max(300_000_000_000).default(5_000_000_000),
  num_replicas: z.int().min(0).max(1).optional(),
  mem_storage: z.literal(true).default(true),
  metadata: z.record(z.string(), z.string()).optional(),
});
const requestSchema = z.strictObject({
  stream_name: z.string(),
  config: configSchema,
  action: z.enum(["", "create", "update"]).optional(),
  pedantic: z.boolean().optional(),
});

/** The body of a `CONSUMER.CREATE` for those who may only look, by what its subject ends with: stream, name, maybe a filter. */
export function consumerSchemaOf(tail: string) {
  const [stream, name, ...filter] = tail.split(".");
  return requestSchema
    .refine((request) => request.stream_name === stream, "stream_name is not the subject's")
    .refine(({ config }) => config.name === name, "name is not the subject's")
    .refine(
      ({ config }) => filter.length === 0 || config.filter_subject === filter.join("."),
      "filter_subject is not the subject's",
    )
    .refine(
      ({ config }) => filter.length === 0 || config.filter_subjects === undefined,
      "filter_subjects beside the subject's filter",
    )
    .refine(({ config }) => covers("{eph}", config.name), "the name has to begin with ui-");
}
