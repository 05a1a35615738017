import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { covers } from "@/lib/roles/subject";
import type { Breath } from "./breath";
import type { FoundConsumers } from "./consumer-list";
import { createConsumerPieces } from "./consumer-wire";
import { gatherTexts } from "./gather";
import { cutArrays, type Places } from "./json-cut";
import type { PieceReader } from "./pieces";
import { ask, parseText } from "./request";

/** What a server tells of the consumers that it holds a copy of; in the place of its streams, which cut they were. */
export const consumersJsz = z.object({
  account_details: z
    .array(
      z.object({
        name: z.string(),
        // Accounts of JWTs have a public key beside their name.
        id: z.string().optional(),
        stream_detail: z.number().nullish(),
      }),
    )
    .nullish(),
});

const enveloped = z.object({
  server: z.object({ name: z.string(), domain: z.string().default("") }),
  data: consumersJsz,
});

const detail = z.object({
  name: z.string(),
  cluster: z.object({ leader: z.string().optional() }).nullish(),
  state: z.object({ consumer_count: z.number().default(0) }),
  consumer_detail: z.literal(0).nullish(),
});

/** One server's word: its streams, and in which text their consumers stand, and where. */
export type ToldConsumers = {
  server: string;
  text: string;
  streams: ReadonlyMap<string, ToldStream>;
};

/** A stream as one server tells of it. */
export type ToldStream = {
  name: string;
  cluster?: { leader?: string | undefined } | null | undefined;
  consumers: number;
  places: Places;
};

/** What each server said of each stream. */
export type ConsumerMemory = Map<string, PieceReader<ConsumerSummary>>;

const what = "The consumers";

/**
 * Every server's word on the consumers of an account, over a connection to the system account; of one domain, because
 * leaf nodes can have streams of the same names.
 */
export async function askForConsumers(
  nc: NatsConnection,
  account: string,
  asked: { domain?: string; expected: number; nowMs: () => number; breathe: Breath },
): Promise<Reading<ToldConsumers[]>> {
  const { domain, expected, nowMs, breathe } = asked;
  const answer = await gatherTexts(
    nc,
    {
      what,
      subject: "$SYS.REQ.SERVER.PING.JSZ",
      body: { account, streams: true, consumer: true, config: true },
      expected,
      isExact: nc.info?.cluster === undefined,
    },
    (text) => readAnswer(text, account, breathe),
    nowMs,
  );
  if (!answer.ok) return answer;
  const told = answer.value.map(({ value }) => value);
  const ofDomain = told.filter((one) => domain === undefined || one.domain === domain);
  return { ok: true, value: ofDomain };
}

async function readAnswer(
  text: string,
  account: string,
  breathe: Breath,
): Promise<Reading<ToldConsumers & { domain: string }>> {
  await breathe();
  const { rest, arrays } = cutArrays(text, "stream_detail");
  await breathe();
  const parsed = parseText({ what, subject: "" }, rest, enveloped);
  if (!parsed.ok) return parsed;
  const { server, data } = parsed.value;
  const found = accountIn(data, account);
  const streams = await readStreams(text, arrays[found?.stream_detail ?? -1] ?? [], breathe);
  if (!streams.ok) return streams;
  return {
    ok: true,
    value: { server: server.name, domain: server.domain, text, streams: streams.value },
  };
}

/** An account in what a server tells. */
export function accountIn({ account_details }: z.infer<typeof consumersJsz>, account: string) {
  return (account_details ?? []).find(({ name, id }) => id === account || name === account);
}

/** Streams without their consumers: of those only where they stand. */
export async function readStreams(
  text: string,
  places: Places,
  breathe: Breath,
): Promise<Reading<Map<string, ToldStream>>> {
  const streams = new Map<string, ToldStream>();
  for (let at = 0; at < places.length; at += 2) {
    const { rest, arrays } = cutArrays(text, "consumer_detail", places[at], places[at + 1]);
    const parsed = parseText({ what, subject: "" }, rest, detail);
    if (!parsed.ok) return parsed;
    const { name, cluster, state } = parsed.value;
    streams.set(name, { name, cluster, consumers: state.consumer_count, places: arrays[0] ?? [] });
    await breathe();
  }
  return { ok: true, value: streams };
}

/**
 * A stream's consumers by every server's word. Each copy is told of, and only the leader's counts: the others say that
 * nothing waits. Undefined where nobody holds the stream, or one of them can't be read.
 */
export function consumersOf(
  stream: string,
  told: readonly ToldConsumers[],
  memory: { before: ConsumerMemory; now: ConsumerMemory } = { before: new Map(), now: new Map() },
): FoundConsumers | undefined {
  const copies = told.flatMap(({ server, text, streams }) => {
    const copy = streams.get(stream);
    return copy ? [{ server, text, copy }] : [];
  });
  const [leading] = copies.filter(({ server, copy }) => leads(server, copy.cluster));
  if (copies.length === 0) return undefined;
  const names = new Set<string>();
  const consumers = new Map<string, ConsumerSummary>();
  for (const { server, text, copy } of copies) {
    const key = `${server} ${stream}`;
    const reader = memory.before.get(key) ?? createConsumerPieces();
    memory.now.set(key, reader);
    const read = reader.read(text, copy.places);
    if (!read.ok) return undefined;
    for (const consumer of read.value) {
      names.add(consumer.name);
      if (leads(server, consumer.group)) consumers.set(consumer.name, consumer);
    }
  }
  return {
    consumers: [...consumers.values()].filter(({ name }) => !covers("{eph}", name)),
    missing: [...names].filter((name) => !consumers.has(name)),
    isWhole: leading?.copy.consumers === names.size,
  };
}

/** Without a group there is one copy. */
function leads(server: string, group: { leader?: string | undefined } | null | undefined): boolean {
  return !group || group.leader === server;
}

const user = z.object({ data: z.object({ account: z.string() }) });

/** What the servers call the account of a connection; those before 2.10 don't say. */
export async function findAccount(nc: NatsConnection): Promise<Reading<string>> {
  const answer = await ask(nc, { what: "The account", subject: "$SYS.REQ.USER.INFO" }, user);
  return answer.ok ? { ok: true, value: answer.value.data.account } : answer;
}
