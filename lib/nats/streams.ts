import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamGroup, StreamSummary } from "@/lib/model/streams";
import { cutArrays } from "./json-cut";
import { createPieceReader, type ParsePiece, type PieceReader } from "./pieces";
import { askText, parseText, type Question } from "./request";
import { apiSubject } from "./scope";
import { counter, limit, time } from "./wire";

const groupInfo = z.object({
  leader: z.string().optional(),
  replicas: z
    .array(
      z.object({
        name: z.string(),
        current: z.boolean().default(false),
        offline: z.boolean().default(false),
        lag: counter.default(0n),
      }),
    )
    .nullish(),
});

/** What a server tells of a stream. */
export const streamInfo = z.object({
  config: z.object({
    name: z.string(),
    subjects: z.array(z.string()).default([]),
    retention: z.enum(["limits", "interest", "workqueue"]),
    storage: z.enum(["file", "memory"]),
    description: z.string().optional(),
    max_msgs: limit.optional(),
    max_bytes: limit.optional(),
    max_age: counter.default(0n),
    max_msgs_per_subject: limit.optional(),
    max_consumers: limit.optional(),
    max_msg_size: limit.optional(),
    discard: z.enum(["old", "new"]).default("old"),
    sealed: z.boolean().default(false),
    num_replicas: z.number().default(1),
    mirror: z.object({ name: z.string(), external: z.object({}).nullish() }).nullish(),
    sources: z.array(z.object({ name: z.string() })).nullish(),
    allow_direct: z.boolean().default(false),
    subject_transform: z.unknown().optional(),
    compression: z.string().optional(),
    allow_msg_ttl: z.boolean().default(false),
    subject_delete_marker_ttl: counter.default(0n),
  }),
  created: time.optional(),
  cluster: groupInfo.optional(),
  state: z.object({
    messages: counter,
    bytes: counter,
    first_seq: counter,
    last_seq: counter,
    first_ts: time.optional(),
    last_ts: time,
    consumer_count: z.number(),
    num_subjects: z.number().optional(),
  }),
  ts: time.optional(),
});

const page = z.object({
  total: z.number(),
  // In the place of which cut they were; without any where the list is broken.
  streams: z.literal(0).nullish(),
  missing: z.array(z.string()).nullish(),
});

/** Every stream of the account. */
export async function listStreams(nc: NatsConnection): Promise<Reading<StreamSummary[]>> {
  const found = await findStreams(nc);
  return found.ok ? { ok: true, value: found.value.streams } : found;
}

/** The streams that told of themselves, and the names of those whose servers did not answer. */
export type FoundStreams = { streams: StreamSummary[]; missing: string[] };

/** What was read the last time, page by page. */
export type StreamPages = Map<number, PieceReader<StreamSummary>>;

/**
 * Every stream of the account, by pages of 256. A clustered list waits four seconds for a dead server,
 * so the answer is given longer than others.
 */
export async function findStreams(
  nc: NatsConnection,
  pages: StreamPages = new Map(),
): Promise<Reading<FoundStreams>> {
  const all: FoundStreams = { streams: [], missing: [] };
  for (;;) {
    const offset = all.streams.length + all.missing.length;
    const reader = pages.get(offset) ?? createPieceReader(parseStream);
    pages.set(offset, reader);
    const answer = await askPage(nc, offset, reader);
    if (!answer.ok) return answer;
    const { total, streams, missing } = answer.value;
    all.streams.push(...streams);
    all.missing.push(...missing);
    const reached = all.streams.length + all.missing.length;
    if (reached !== offset && reached < total) continue;
    // Of pages that are no more nothing is kept.
    for (const place of pages.keys()) if (place > offset) pages.delete(place);
    return { ok: true, value: all };
  }
}

async function askPage(
  nc: NatsConnection,
  offset: number,
  reader: PieceReader<StreamSummary>,
): Promise<Reading<{ total: number; streams: StreamSummary[]; missing: string[] }>> {
  const what = "The list of streams";
  const subject = apiSubject(nc, "STREAM.LIST");
  const question: Question = { what, subject, body: { offset }, timeoutMs: 5_000 };
  const answer = await askText(nc, question);
  if (!answer.ok) return answer;
  const { rest, arrays } = cutArrays(answer.value, "streams");
  const head = parseText(question, rest, page);
  if (!head.ok) return head;
  const read = reader.read(answer.value, arrays[0] ?? []);
  if (!read.ok) return { ok: false, error: { kind: "malformed", what, detail: read.detail } };
  const { total, missing } = head.value;
  return { ok: true, value: { total, missing: missing ?? [], streams: read.value } };
}

const parseStream: ParsePiece<StreamSummary> = (json) => {
  const parsed = streamInfo.safeParse(json);
  if (parsed.success) return { ok: true, value: toStreamSummary(parsed.data) };
  const [issue] = parsed.error.issues;
  return { ok: false, detail: `${issue?.path.join(".")}: ${issue?.message}` };
};

type StreamInfo = z.infer<typeof streamInfo>;

/** The stream as a row of a list. */
export function toStreamSummary({
  config,
  state,
  ts,
  created,
  cluster,
}: StreamInfo): StreamSummary {
  return {
    name: config.name,
    subjects: config.subjects,
    retention: config.retention,
    storage: config.storage,
    discard: config.discard,
    isSealed: config.sealed,
    replicas: config.num_replicas,
    messages: state.messages,
    bytes: state.bytes,
    firstSequence: state.first_seq,
    lastSequence: state.last_seq,
    consumers: state.consumer_count,
    ...known({
      atMs: ts,
      firstMessageMs: state.messages > 0n ? state.first_ts : undefined,
      lastMessageMs: state.last_ts,
      createdMs: created,
      description: config.description,
      subjectCount: state.num_subjects,
      group: cluster && toGroup(cluster),
      mirrorOf: config.mirror?.name,
      sources: config.sources?.map(({ name }) => name),
    }),
    ...known(limitsOf(config)),
    ...known(habitsOf(config)),
  };
}

/** Zero says "none" for some of these, and -1 for others. */
function limitsOf(config: StreamInfo["config"]) {
  const { max_msgs, max_bytes, max_msgs_per_subject, max_consumers, max_age } = config;
  const { max_msg_size } = config;
  return {
    maxMessages: max_msgs || undefined,
    maxBytes: max_bytes || undefined,
    maxMessagesPerSubject: max_msgs_per_subject || undefined,
    maxConsumers: max_consumers ? Number(max_consumers) : undefined,
    maxMessageBytes: max_msg_size ? Number(max_msg_size) : undefined,
    maxAgeMs: toMs(max_age),
  };
}

/** Of what is off nothing is said. */
function habitsOf(config: StreamInfo["config"]) {
  const { compression = "none", mirror } = config;
  return {
    allowDirect: config.allow_direct || undefined,
    isTransformed: config.subject_transform ? true : undefined,
    isCompressed: compression !== "none" || undefined,
    hasMessageTtl: config.allow_msg_ttl || undefined,
    markerTtlMs: toMs(config.subject_delete_marker_ttl),
    isMirrorOfElsewhere: mirror?.external ? true : undefined,
  };
}

function toMs(ns: bigint): number | undefined {
  return ns > 0n ? Number(ns / 1_000_000n) : undefined;
}

function toGroup({ leader, replicas }: z.infer<typeof groupInfo>): StreamGroup {
  const followers = (replicas ?? []).map(({ name, current, offline, lag }) => ({
    ...{ name, isCurrent: current, isOffline: offline, lag },
  }));
  return { followers, ...(leader ? { leader } : {}) };
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function known<T extends object>(values: T): Known<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Known<T>;
}
