import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import { toNames } from "@/lib/nats/names";
import { listStreams } from "@/lib/nats/streams";

/** The names that one list tells; consumers would take a question for each stream, and are left to the console. */
export async function readNames(nc: NatsConnection): Promise<Reading<Names>> {
  const list = await listStreams(nc);
  if (!list.ok) return list;
  const streams = list.value.map(({ name }) => name);
  return { ok: true, value: toNames(streams, []) };
}
