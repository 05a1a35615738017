import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { covers } from "@/lib/roles/subject";
import { createConsumerPieces } from "./consumer-wire";
import { cutArrays } from "./json-cut";
import type { PieceReader } from "./pieces";
import { askText, parseText, type Question } from "./request";
import { apiSubject } from "./scope";

const page = z.object({
  total: z.number(),
  // In the place of which cut they were; without any where the list is broken.
  consumers: z.literal(0).nullish(),
  missing: z.array(z.string()).nullish(),
});

/** A stream's consumers, and the names of those whose servers did not answer. */
export type FoundConsumers = {
  consumers: ConsumerSummary[];
  missing: string[];
  /** Some came or went while the pages were read: what is not among them may be there. */
  isWhole: boolean;
};

/** What was read of a stream the last time, page by page. */
export type ConsumerPages = Map<number, PieceReader<ConsumerSummary>>;

/**
 * The consumers of a stream with their state, by pages of 256, without the console's own that only look. A clustered
 * list waits four seconds for a dead server, so the answer is given longer than others.
 */
export async function listConsumers(
  nc: NatsConnection,
  stream: string,
  pages: ConsumerPages = new Map(),
): Promise<Reading<FoundConsumers>> {
  const all: FoundConsumers = { consumers: [], missing: [], isWhole: true };
  for (;;) {
    const offset = all.consumers.length + all.missing.length;
    const reader = pages.get(offset) ?? createConsumerPieces();
    pages.set(offset, reader);
    const answer = await askPage(nc, stream, offset, reader);
    if (!answer.ok) return answer;
    const { total, consumers, missing } = answer.value;
    all.consumers.push(...consumers);
    all.missing.push(...missing);
    const reached = all.consumers.length + all.missing.length;
    if (reached !== offset && reached < total) continue;
    // Of pages that are no more nothing is kept.
    for (const place of pages.keys()) if (place > offset) pages.delete(place);
    return {
      ok: true,
      value: {
        ...all,
        consumers: all.consumers.filter(({ name }) => !covers("{eph}", name)),
        isWhole: new Set([...all.consumers.map(({ name }) => name), ...all.missing]).size === total,
      },
    };
  }
}

type Page = { total: number; consumers: ConsumerSummary[]; missing: string[] };

async function askPage(
  nc: NatsConnection,
  stream: string,
  offset: number,
  reader: PieceReader<ConsumerSummary>,
): Promise<Reading<Page>> {
  const question: Question = {
    what: `The consumers of ${stream}`,
    subject: apiSubject(nc, `CONSUMER.LIST.${stream}`),
    body: { offset },
    timeoutMs: 5_000,
  };
  const answer = await askText(nc, question);
  if (!answer.ok) return answer;
  const { rest, arrays } = cutArrays(answer.value, "consumers");
  const head = parseText(question, rest, page);
  if (!head.ok) return head;
  const read = reader.read(answer.value, arrays[0] ?? []);
  if (!read.ok) {
    return { ok: false, error: { kind: "malformed", what: question.what, detail: read.detail } };
  }
  const { total, missing } = head.value;
  return { ok: true, value: { total, missing: missing ?? [], consumers: read.value } };
}
