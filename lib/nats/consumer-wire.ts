import * as z from "zod";
import type { ConsumerPlace, ConsumerSummary } from "@/lib/model/consumers";
import { groupInfo, toGroup } from "./streams";
import { counter, time } from "./wire";

const place = z.object({
  stream_seq: counter,
  consumer_seq: counter,
  last_active: time.optional(),
});

/** What a server tells of a consumer. */
export const consumerInfo = z.object({
  stream_name: z.string(),
  name: z.string(),
  created: time.optional(),
  config: z.object({
    durable_name: z.string().optional(),
    description: z.string().optional(),
    deliver_subject: z.string().optional(),
    deliver_policy: z.enum([
      "all",
      "last",
      "new",
      "last_per_subject",
      "by_start_sequence",
      "by_start_time",
    ]),
    ack_policy: z.enum(["none", "all", "explicit", "flow_control"]),
    // Nanoseconds.
    ack_wait: counter.default(0n),
    max_deliver: z.number().default(-1),
    max_ack_pending: z.number().default(-1),
    filter_subject: z.string().optional(),
    filter_subjects: z.array(z.string()).nullish(),
    pause_until: time.optional(),
  }),
  delivered: place,
  ack_floor: place,
  num_ack_pending: z.number().default(0),
  num_redelivered: z.number().default(0),
  num_waiting: z.number().default(0),
  num_pending: counter.default(0n),
  cluster: groupInfo.optional(),
  push_bound: z.boolean().default(false),
  paused: z.boolean().default(false),
  ts: time.optional(),
});

type ConsumerInfo = z.infer<typeof consumerInfo>;

/** The consumer as a row of a list. */
export function toConsumerSummary(info: ConsumerInfo): ConsumerSummary {
  const { config } = info;
  const isPull = config.deliver_subject === undefined;
  return {
    stream: info.stream_name,
    name: info.name,
    ...(info.ts === undefined ? {} : { atMs: info.ts }),
    ...(info.created === undefined ? {} : { createdMs: info.created }),
    ...(config.description ? { description: config.description } : {}),
    isPull,
    isDurable: config.durable_name !== undefined,
    filterSubjects: filtersOf(config),
    ackPolicy: config.ack_policy,
    deliverPolicy: config.deliver_policy,
    ...limitsOf(config),
    pending: info.num_pending,
    ackPending: info.num_ack_pending,
    redelivered: info.num_redelivered,
    ...(isPull ? { waiting: info.num_waiting } : { isBound: info.push_bound }),
    delivered: toPlace(info.delivered),
    ackFloor: toPlace(info.ack_floor),
    ...(info.paused && config.pause_until !== undefined
      ? { pausedUntilMs: config.pause_until }
      : {}),
    ...(info.cluster ? { group: toGroup(info.cluster) } : {}),
  };
}

function filtersOf({ filter_subject, filter_subjects }: ConsumerInfo["config"]): string[] {
  const all = [...(filter_subject ? [filter_subject] : []), ...(filter_subjects ?? [])];
  // To take everything needs no filter.
  return all.includes(">") ? [] : all;
}

/** Zero and -1 say that there is none. */
function limitsOf({ ack_policy, ack_wait, max_ack_pending, max_deliver }: ConsumerInfo["config"]) {
  const isAcked = ack_policy !== "none";
  return {
    ...(isAcked && ack_wait > 0n ? { ackWaitMs: Number(ack_wait / 1_000_000n) } : {}),
    ...(isAcked && max_ack_pending > 0 ? { maxAckPending: max_ack_pending } : {}),
    ...(max_deliver > 0 ? { maxDeliver: max_deliver } : {}),
  };
}

function toPlace({ stream_seq, consumer_seq, last_active }: z.infer<typeof place>): ConsumerPlace {
  return {
    streamSequence: stream_seq,
    consumerSequence: consumer_seq,
    ...(last_active === undefined ? {} : { lastActiveMs: last_active }),
  };
}
