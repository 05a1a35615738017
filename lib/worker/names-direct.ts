import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import { listConsumerNames } from "@/lib/nats/consumer-names";
import { toNames } from "@/lib/nats/names";
import { listStreams } from "@/lib/nats/streams";

/** Each stream with consumers is a question of its own; of more, the consumers are left out. */
const mostAsked = 200;
const mostInFlight = 4;

/** The names that a tab reads by itself, where no console does for all. */
export async function readNames(nc: NatsConnection): Promise<Reading<Names>> {
  const list = await listStreams(nc);
  if (!list.ok) return list;
  const busy = list.value.filter(({ consumers }) => consumers > 0).map(({ name }) => name);
  const consumers = busy.length <= mostAsked ? await readConsumers(nc, busy) : [];
  const streams = list.value.map(({ name }) => name);
  return { ok: true, value: toNames(streams, consumers) };
}

async function readConsumers(nc: NatsConnection, streams: readonly string[]) {
  const waiting = [...streams];
  const found: Names["consumers"] = [];
  const readOn = async () => {
    for (let stream = waiting.shift(); stream !== undefined; stream = waiting.shift()) {
      const of = stream;
      const names = await listConsumerNames(nc, of);
      // Deleted in between, or refused: the others' names are good without it.
      if (names.ok) found.push(...names.value.map((name) => ({ stream: of, name })));
    }
  };
  await Promise.all(Array.from({ length: mostInFlight }, readOn));
  return found;
}
