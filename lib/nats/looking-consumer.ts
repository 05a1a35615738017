import { type NatsConnection, nuid } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter } from "./wire";

/** A consumer of the console's own, which only looks: nothing is acked, and it goes when nobody pulls. */
export type LookingConsumer = {
  stream: string;
  name: string;
  /** How many messages it had before it when it was made. */
  pending: bigint;
};

/** What it is to be handed. */
export type Look = {
  filter: string;
  /** The last of each subject, or all from a sequence on. */
  from: "last-per-subject" | { sequence: bigint };
  headersOnly?: boolean;
};

/** A tab that is gone leaves its consumers for so long. */
const inactiveNs = 60_000_000_000;
/** The gateway lets nobody but an operator have more. */
const maxWaiting = 8;

const created = z.object({ num_pending: counter.default(0n) });

/** Makes one. Only on streams with limits retention: elsewhere a consumer changes what the stream keeps. */
export async function createLookingConsumer(
  nc: NatsConnection,
  what: string,
  stream: string,
  { filter, from, headersOnly }: Look,
): Promise<Reading<LookingConsumer>> {
  const name = `ui-${nuid.next()}`;
  const config = {
    name,
    ...(from === "last-per-subject"
      ? { deliver_policy: "last_per_subject" }
      : { deliver_policy: "by_start_sequence", opt_start_seq: from.sequence }),
    ack_policy: "none",
    replay_policy: "instant",
    filter_subject: filter,
    inactive_threshold: inactiveNs,
    max_waiting: maxWaiting,
    mem_storage: true,
    ...(headersOnly ? { headers_only: true } : {}),
  };
  const answer = await ask(
    nc,
    {
      what,
      subject: apiSubject(nc, `CONSUMER.CREATE.${stream}.${name}.${filter}`),
      body: { stream_name: stream, config },
      timeoutMs: 6_000,
    },
    created,
  );
  if (!answer.ok) return answer;
  return { ok: true, value: { stream, name, pending: answer.value.num_pending } };
}

/** Removes it. Where that fails the server does it a minute later. */
export async function deleteLookingConsumer(
  nc: NatsConnection,
  { stream, name }: LookingConsumer,
): Promise<void> {
  if (nc.isClosed()) return;
  const subject = apiSubject(nc, `CONSUMER.DELETE.${stream}.${name}`);
  await ask(nc, { what: `Consumer ${name}`, subject }, z.object({ success: z.boolean() }));
}
