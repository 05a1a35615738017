import * as z from "zod";
import { consumerCauses, type WorstConsumers } from "@/lib/model/consumers";
import type { Names } from "@/lib/model/names";
import { flowSeries, type SnapshotDelta } from "@/lib/model/snapshot";
import { parseConsumer } from "./consumers-parse";
import { big, error, event, group, maybe, number, text } from "./schema-parts";

function part<T>(value: z.ZodType<T>) {
  return z.object({
    asOfMs: maybe.number,
    value: value.exactOptional(),
    error: error.exactOptional(),
  });
}

const counters = { inMessages: big, outMessages: big, inBytes: big, outBytes: big };
const use = z.object({ usedBytes: big, limitBytes: maybe.big });

const server = z.object({
  ...counters,
  atMs: number,
  id: text,
  name: text,
  version: text,
  startedMs: number,
  cpuPercent: number,
  cores: number,
  memoryBytes: big,
  connections: number,
  subscriptions: number,
  slowConsumers: big,
  clientFlow: z.object(counters).exactOptional(),
  cluster: maybe.text,
  isAnswering: z.boolean(),
  asOfMs: number,
  health: z.discriminatedUnion("state", [
    z.object({ state: z.literal("ok") }),
    z.object({ state: z.literal("unwell"), why: text }),
    z.object({ state: z.literal("unknown") }),
  ]),
  clockOffsetMs: number,
  jetstream: z
    .object({ memory: use, storage: use, streams: number, consumers: number })
    .exactOptional(),
  routes: number,
  leafNodes: number,
  certificateEndsMs: maybe.number,
});

const servers = z.object({
  by: z.enum(["system-account", "import", "monitoring"]),
  servers: z.array(server),
  meta: z
    .object({ leader: maybe.text, size: number, offline: z.array(text), pending: number })
    .exactOptional(),
});

const account = z.object({
  ...counters,
  atMs: number,
  name: text,
  servers: z.array(text),
  connections: number,
  subscriptions: number,
  slowConsumers: big,
});

const jetstream = z.object({
  streams: number,
  consumers: number,
  memory: use,
  storage: use,
  apiRequests: big,
  apiErrors: big,
  domain: maybe.text,
});

const clients = z.object({
  total: number,
  slowest: z.array(
    z.object({
      server: text,
      id: big,
      name: text,
      language: text,
      pendingBytes: big,
      rttMs: maybe.number,
    }),
  ),
});

const stream = z.object({
  name: text,
  atMs: maybe.number,
  subjects: z.array(text),
  retention: z.enum(["limits", "interest", "workqueue"]),
  storage: z.enum(["file", "memory"]),
  messages: big,
  bytes: big,
  firstSequence: big,
  lastSequence: big,
  lastMessageMs: maybe.number,
  consumers: number,
  description: maybe.text,
  createdMs: maybe.number,
  subjectCount: maybe.number,
  maxMessages: maybe.big,
  maxBytes: maybe.big,
  maxAgeMs: maybe.number,
  maxMessagesPerSubject: maybe.big,
  maxConsumers: maybe.number,
  discard: z.enum(["old", "new"]),
  isSealed: z.boolean(),
  replicas: number,
  group: group.exactOptional(),
  mirrorOf: maybe.text,
  sources: z.array(text).exactOptional(),
  inRate: number.nullable(),
  trend: z.array(number.nullable()),
});

const consumer = z.unknown().transform((json, context) => {
  const parsed = parseConsumer(json);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: "custom", message: parsed.detail });
  return z.NEVER;
});

const worst: z.ZodType<WorstConsumers> = z.object({
  worst: z.array(consumer),
  behind: number,
  total: number,
  beatMs: number,
  sparks: z.record(text, z.array(number.nullable())).exactOptional(),
  held: z.partialRecord(z.enum([...consumerCauses, "slow"]), number).exactOptional(),
});

/** What has changed at the console since a revision. */
export const snapshotSchema: z.ZodType<SnapshotDelta> = z.object({
  revision: text,
  answeredMs: number,
  beatMs: number,
  isWhole: z.boolean(),
  servers: part(servers).exactOptional(),
  account: part(account).exactOptional(),
  jetstream: part(jetstream).exactOptional(),
  clients: part(clients).exactOptional(),
  streams: z
    .object({
      asOfMs: maybe.number,
      error: error.exactOptional(),
      rows: z.array(stream),
      gone: z.array(text),
    })
    .exactOptional(),
  consumers: part(worst).exactOptional(),
  flow: z
    .object({
      of: z.enum(["servers", "account"]),
      atMs: z.array(number),
      values: z.record(z.enum(flowSeries), z.array(number.nullable())),
    })
    .exactOptional(),
  events: z.array(event).exactOptional(),
});

/** The names of what there is on a connection. */
export const namesSchema: z.ZodType<Names> = z.object({
  streams: z.array(text),
  consumers: z.array(z.object({ stream: text, name: text })),
  buckets: z.array(text),
  stores: z.array(text),
});
