import * as z from "zod";
import type { ConsumerRow, ConsumersDelta } from "@/lib/model/consumers";
import { consumerCauses } from "@/lib/model/consumers";
import { big, error, group, maybe, number, text } from "./schema-parts";

const place = z.object({ streamSequence: big, consumerSequence: big, lastActiveMs: maybe.number });

/** A consumer as the console's collector tells it. */
export const consumerSchema: z.ZodType<ConsumerRow> = z.object({
  stream: text,
  name: text,
  atMs: maybe.number,
  createdMs: maybe.number,
  description: maybe.text,
  isPull: z.boolean(),
  isDurable: z.boolean(),
  filterSubjects: z.array(text),
  ackPolicy: z.enum(["none", "all", "explicit", "flow_control"]),
  deliverPolicy: z.enum([
    ...(["all", "last", "new", "last_per_subject", "by_start_sequence", "by_start_time"] as const),
  ]),
  ackWaitMs: maybe.number,
  maxAckPending: maybe.number,
  maxDeliver: maybe.number,
  pending: big,
  ackPending: number,
  redelivered: number,
  waiting: maybe.number,
  isBound: z.boolean().exactOptional(),
  delivered: place,
  ackFloor: place,
  pausedUntilMs: maybe.number,
  group: group.exactOptional(),
  lagMessages: big,
  lagSeconds: number.nullable(),
  unackedSeconds: number.nullable(),
  isLagAtLeast: z.boolean(),
  isUnackedAtLeast: z.boolean(),
  trendPerSec: number.nullable(),
  etaSeconds: number.nullable(),
  inRate: number.nullable(),
  ackRate: number.nullable(),
  cause: z.enum(consumerCauses).exactOptional(),
});

/** What has changed of the consumers since a revision. */
export const consumersSchema: z.ZodType<ConsumersDelta> = z.object({
  revision: text,
  answeredMs: number,
  beatMs: number,
  isWhole: z.boolean(),
  asOfMs: maybe.number,
  error: error.exactOptional(),
  by: z.enum(["system-account", "list", "monitoring"]).exactOptional(),
  missing: z.array(text).exactOptional(),
  rows: z.array(consumerSchema),
  gone: z.array(z.object({ stream: text, name: text })),
  sparks: z.record(text, z.array(number.nullable())).exactOptional(),
});
