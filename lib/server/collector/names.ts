import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { StreamSummary } from "@/lib/model/streams";
import { listConsumerNames } from "@/lib/nats/consumer-names";
import { toNames } from "@/lib/nats/names";
import { listStreams } from "@/lib/nats/streams";

/** What the names are read with. */
export type NamesOptions = {
  nowMs: () => number;
  /** The streams as they were read last; undefined before that. */
  streams: () => StreamSummary[] | undefined;
  inTurn: <T>(call: () => Promise<T>) => Promise<T>;
};

/** The names of everything on a connection, for any number of tabs. */
export type NamesReader = {
  read(nc: NatsConnection): Promise<Reading<Names>>;
  /** A consumer has come to this stream, or gone. */
  touch(stream: string): void;
};

const freshMs = 10_000;
/** Thousands of streams are thousands of questions: each is asked again when something says so, and else after this. */
const keptMs = 5 * 60_000;

type Kept = { consumers: number; createdMs: number | undefined; atMs: number; names: string[] };

/** Reads the names once for all who ask at the same time or soon after. */
export function createNames({ nowMs, streams, inTurn }: NamesOptions): NamesReader {
  let kept: { atMs: number; reading: Promise<Reading<Names>> } | undefined;
  let lists = new Map<string, Kept>();

  const isSame = ({ consumers, createdMs, atMs }: Kept, stream: StreamSummary) =>
    consumers === stream.consumers && createdMs === stream.createdMs && nowMs() - atMs < keptMs;
  const readConsumers = async (nc: NatsConnection, stream: StreamSummary) => {
    const { name, consumers, createdMs } = stream;
    const known = lists.get(name);
    if (known && isSame(known, stream)) return known;
    const atMs = nowMs();
    const names = await inTurn(() => listConsumerNames(nc, name));
    return names.ok ? { consumers, createdMs, atMs, names: names.value } : undefined;
  };

  const read = async (nc: NatsConnection): Promise<Reading<Names>> => {
    const known = streams();
    const all = known ? { ok: true as const, value: known } : await inTurn(() => listStreams(nc));
    if (!all.ok) return all;
    const found = await Promise.all(
      all.value
        .filter(({ consumers }) => consumers > 0)
        .map(async (stream) => ({ stream: stream.name, list: await readConsumers(nc, stream) })),
    );
    // Deleted in between, or not answered in time: the others' names are good without it.
    lists = new Map(found.flatMap(({ stream, list }) => (list ? [[stream, list]] : [])));
    const consumers = [...lists].flatMap(([stream, list]) =>
      list.names.map((name) => ({ stream, name })),
    );
    return {
      ok: true,
      value: toNames(
        all.value.map(({ name }) => name),
        consumers,
      ),
    };
  };
  return {
    read(nc) {
      if (kept && nowMs() - kept.atMs < freshMs) return kept.reading;
      const mine = { atMs: nowMs(), reading: read(nc) };
      kept = mine;
      void mine.reading.then(({ ok }) => {
        if (kept !== mine) return;
        // Fresh from when it was read, not from when it was asked for; a failure is no answer to the next.
        kept = ok ? { ...mine, atMs: nowMs() } : undefined;
      });
      return mine.reading;
    },
    touch: (stream) => void lists.delete(stream),
  };
}
