import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { StreamSummary } from "@/lib/model/streams";
import { createBreath } from "./breath";
import { type ConsumerPages, type FoundConsumers, listConsumers } from "./consumer-list";
import { createElection } from "./election";
import { createPatience } from "./patience";

/** Where a sweep brings the consumers of one stream, as soon as they are there. */
export type ConsumersSink = (stream: string, found: FoundConsumers) => void;

/** The streams whose consumers did not answer. */
export type ConsumersRead = { missing: string[] };

/** Reads the state of all consumers, again and again. */
export type ConsumersSweep = {
  read(
    nc: NatsConnection,
    streams: readonly StreamSummary[],
    bring: ConsumersSink,
  ): Promise<Reading<ConsumersRead>>;
  /** Who was late is asked again at once: those of one stream, or all. */
  startOver(stream?: string): void;
};

/** How a sweep is done; `inFlight` is how many questions are out at once. */
export type ConsumersSweepOptions = { nowMs: () => number; inFlight: () => number };

/** A dead server costs each list four seconds: who was late is asked beside the others, and seldom. */
const lateMs = 15_000;
const lateInFlight = 2;
/** Of whom nothing was read for so long it is not kept what was said. */
const textsMs = 5 * 60_000;

/** A sweep that remembers who was late. */
export function createConsumersSweep(options: ConsumersSweepOptions): ConsumersSweep {
  const { nowMs, inFlight } = options;
  const breathe = createBreath();
  const election = createElection({ nowMs });
  const late = new Map<string, number>();
  const asked = new Set<string>();
  const texts = new Map<string, { pages: ConsumerPages; atMs: number }>();
  const patience = createPatience({ nowMs });
  let refused: { ok: false; error: AppError } | undefined;

  const pagesOf = (stream: string): ConsumerPages => {
    const pages: ConsumerPages = texts.get(stream)?.pages ?? new Map();
    texts.set(stream, { pages, atMs: nowMs() });
    return pages;
  };
  const forgetOld = () => {
    const oldestMs = nowMs() - textsMs;
    for (const [stream, { atMs }] of texts) if (atMs < oldestMs) texts.delete(stream);
  };
  const readOne = async (nc: NatsConnection, stream: string, bring: ConsumersSink) => {
    const reading = await election.judge(nc, () => listConsumers(nc, stream, pagesOf(stream)));
    if (reading.ok) election.alive();
    if (reading.ok && reading.value.missing.length === 0) late.delete(stream);
    else if (reading.ok || isLate(reading.error)) late.set(stream, nowMs() + lateMs);
    if (reading.ok) bring(stream, reading.value);
    return reading;
  };
  const readLate = async (nc: NatsConnection, led: Set<string>, bring: ConsumersSink) => {
    const due = [...late.keys()].filter(
      (name) => led.has(name) && !asked.has(name) && nowMs() >= (late.get(name) ?? 0),
    );
    for (const name of due) asked.add(name);
    await inTurns(due, lateInFlight, async (name) => {
      await readOne(nc, name, bring);
      asked.delete(name);
      return true;
    });
  };
  /** All that are not late; the errors of those that failed. */
  const readPrompt = async (nc: NatsConnection, names: string[], bring: ConsumersSink) => {
    const errors: AppError[] = [];
    let answered = 0;
    await inTurns(names, inFlight(), async (name) => {
      const reading = await readOne(nc, name, bring);
      await breathe();
      if (reading.ok) answered++;
      else errors.push(reading.error);
      return reading.ok || !isForAll(reading.error);
    });
    const [error] = errors.toSorted((a, b) => Number(isForAll(b)) - Number(isForAll(a)));
    return error && (answered === 0 || isForAll(error)) ? error : undefined;
  };
  const refuse = (error: AppError) => {
    refused = { ok: false, error };
    patience.heard("consumers", refused);
    return refused;
  };
  return {
    async read(nc, streams, bring) {
      // A server writes each refusal into its log.
      if (refused && !patience.mayAsk("consumers")) return refused;
      forgetOld();
      const withAny = streams.filter(({ consumers }) => consumers > 0);
      for (const { name, consumers } of streams) if (consumers === 0) bring(name, nothing);
      const names = namesOfLed(withAny);
      // As soon as somebody leads it again it is asked with the others.
      for (const { name } of withAny) if (!names.has(name)) late.delete(name);
      void readLate(nc, names, bring);
      const prompt = [...names].filter((name) => !late.has(name));
      const error = await readPrompt(nc, prompt, bring);
      if (error) return refuse(error);
      refused = undefined;
      const away = withAny.filter(({ name }) => !names.has(name) || late.has(name));
      return { ok: true, value: { missing: away.map(({ name }) => name).toSorted() } };
    },
    startOver(stream) {
      if (stream !== undefined) return void late.delete(stream);
      late.clear();
      patience.forget();
    },
  };
}

function namesOfLed(streams: readonly StreamSummary[]): Set<string> {
  const led = streams.filter(({ group }) => !group || group.leader !== undefined);
  return new Set(led.map(({ name }) => name));
}

const nothing: FoundConsumers = { consumers: [], missing: [], isWhole: true };

function isLate({ kind }: AppError): boolean {
  return kind === "timeout" || kind === "electing";
}

/** What one was refused the next would be, too. */
function isForAll({ kind }: AppError): boolean {
  return kind === "permission" || kind === "disconnected" || kind === "no-jetstream";
}

/** One after the other, so many at once, until one says false. */
async function inTurns<T>(
  all: readonly T[],
  atOnce: number,
  run: (one: T) => Promise<boolean>,
): Promise<void> {
  let next = 0;
  let isOver = false;
  const go = async () => {
    while (!isOver && next < all.length) {
      const one = all[next++];
      if (one !== undefined && !(await run(one))) isOver = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, go));
}
