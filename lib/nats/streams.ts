import type { NatsConnection } from "@nats-io/nats-core";
import { z } from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamSummary } from "@/lib/model/streams";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter, time } from "./wire";

const streamInfo = z.object({
  config: z.object({
    name: z.string(),
    subjects: z.array(z.string()).default([]),
    retention: z.enum(["limits", "interest", "workqueue"]),
    storage: z.enum(["file", "memory"]),
  }),
  state: z.object({
    messages: counter,
    bytes: counter,
    first_seq: counter,
    last_seq: counter,
    last_ts: time,
    consumer_count: z.number(),
  }),
  ts: time.optional(),
});

const page = z.object({
  total: z.number(),
  streams: z.array(streamInfo).nullish(),
});

/**
 * Every stream of the account, by pages of 256. A clustered list waits four seconds for a dead server,
 * so the answer is given longer than others.
 */
export async function listStreams(nc: NatsConnection): Promise<Reading<StreamSummary[]>> {
  const streams: StreamSummary[] = [];
  for (;;) {
    const answer = await ask(
      nc,
      {
        what: "The list of streams",
        subject: apiSubject(nc, "STREAM.LIST"),
        body: { offset: streams.length },
        timeoutMs: 6_000,
      },
      page,
    );
    if (!answer.ok) return answer;
    const found = answer.value.streams ?? [];
    streams.push(...found.map(toStreamSummary));
    if (found.length === 0 || streams.length >= answer.value.total) {
      return { ok: true, value: streams };
    }
  }
}

function toStreamSummary({ config, state, ts }: z.infer<typeof streamInfo>): StreamSummary {
  return {
    name: config.name,
    subjects: config.subjects,
    retention: config.retention,
    storage: config.storage,
    messages: state.messages,
    bytes: state.bytes,
    firstSequence: state.first_seq,
    lastSequence: state.last_seq,
    consumers: state.consumer_count,
    ...(ts === undefined ? {} : { atMs: ts }),
    ...(state.last_ts === undefined ? {} : { lastMessageMs: state.last_ts }),
  };
}
