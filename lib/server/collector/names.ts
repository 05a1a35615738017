import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { StreamSummary } from "@/lib/model/streams";
import { listConsumerNames } from "@/lib/nats/consumer-names";
import { listStreams } from "@/lib/nats/streams";

/** What the names are read with. */
export type NamesOptions = {
  nowMs: () => number;
  /** The streams as they were read last; undefined before that. */
  streams: () => StreamSummary[] | undefined;
  inTurn: <T>(call: () => Promise<T>) => Promise<T>;
};

/** The names of everything on a connection, for any number of tabs. */
export type NamesReader = { read(nc: NatsConnection): Promise<Reading<Names>> };

const freshMs = 10_000;

/** Reads the names once for all who ask at the same time or soon after. */
export function createNames({ nowMs, streams, inTurn }: NamesOptions): NamesReader {
  let kept: { atMs: number; reading: Promise<Reading<Names>> } | undefined;

  const read = async (nc: NatsConnection): Promise<Reading<Names>> => {
    const known = streams();
    const all = known ? { ok: true as const, value: known } : await inTurn(() => listStreams(nc));
    if (!all.ok) return all;
    const lists = await Promise.all(
      all.value
        .filter(({ consumers }) => consumers > 0)
        .map(async ({ name: stream }) => {
          const names = await inTurn(() => listConsumerNames(nc, stream));
          // Deleted in between, or not answered in time: the others' names are good without it.
          return names.ok ? names.value.map((name) => ({ stream, name })) : [];
        }),
    );
    const names = all.value.map(({ name }) => name).sort();
    return {
      ok: true,
      value: {
        streams: names,
        consumers: lists.flat(),
        buckets: behind("KV_", names),
        stores: behind("OBJ_", names),
      },
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
  };
}

function behind(prefix: string, names: string[]): string[] {
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
