import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { StreamSummary } from "@/lib/model/streams";
import { createBreath } from "./breath";
import { type FoundConsumers, listConsumers } from "./consumer-list";
import { createElection } from "./election";

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

/** A sweep that remembers who was late. */
export function createConsumersSweep(options: ConsumersSweepOptions): ConsumersSweep {
  const { nowMs, inFlight } = options;
  const breathe = createBreath();
  const election = createElection({ nowMs });
  const late = new Map<string, number>();
  const asked = new Set<string>();

  const readOne = async (nc: NatsConnection, stream: string, bring: ConsumersSink) => {
    const reading = await election.judge(nc, () => listConsumers(nc, stream));
    if (reading.ok) election.alive();
    if (reading.ok && reading.value.missing.length === 0) late.delete(stream);
    else if (reading.ok || isLate(reading.error)) late.set(stream, nowMs() + lateMs);
    if (reading.ok) bring(stream, reading.value);
    return reading;
  };
  const readLate = async (nc: NatsConnection, streams: string[], bring: ConsumersSink) => {
    const due = streams.filter((name) => !asked.has(name) && nowMs() >= (late.get(name) ?? 0));
    for (const name of due) asked.add(name);
    await inTurns(due, lateInFlight, async (name) => {
      await readOne(nc, name, bring);
      asked.delete(name);
      return true;
    });
  };
  return {
    async read(nc, streams, bring) {
      const withAny = streams.filter(({ consumers }) => consumers > 0);
      for (const { name, consumers } of streams) if (consumers === 0) bring(name, nothing);
      const led = withAny.filter(({ group }) => !group || group.leader !== undefined);
      const names = new Set(led.map(({ name }) => name));
      for (const name of [...late.keys()]) if (!names.has(name)) late.delete(name);
      const failed: AppError[] = [];
      let answered = 0;
      void readLate(nc, [...late.keys()], bring);
      const prompt = [...names].filter((name) => !late.has(name));
      await inTurns(prompt, inFlight(), async (name) => {
        const reading = await readOne(nc, name, bring);
        await breathe();
        if (reading.ok) answered++;
        else failed.push(reading.error);
        return reading.ok || !isForAll(reading.error);
      });
      const [error] = failed.toSorted((a, b) => Number(isForAll(b)) - Number(isForAll(a)));
      if (error && (answered === 0 || isForAll(error))) return { ok: false, error };
      const away = withAny.filter(({ name }) => !names.has(name) || late.has(name));
      return { ok: true, value: { missing: away.map(({ name }) => name).toSorted() } };
    },
    startOver(stream) {
      if (stream === undefined) late.clear();
      else late.delete(stream);
    },
  };
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
