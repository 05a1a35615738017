import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { bucketInWords, getKvPlace, type KvPlace } from "./kv-place";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter, limit, time } from "./wire";

/** How far the stream of a bucket reaches: what listing its keys and keeping them right has to know. */
export type KeysExtent = {
  /** Subjects with a value or a marker; undefined where the server does not tell. */
  keys: number | undefined;
  values: bigint;
  bytes: bigint;
  first: bigint;
  last: bigint;
  /** Values go when they are older. */
  hasMaxAge: boolean;
  /** Revisions a key keeps; undefined is without limit. */
  history: bigint | undefined;
  /** The server's own time; servers before 2.10 do not tell it. */
  serverMs: number | undefined;
  /** Another one where the stream was made anew. */
  created: string;
};

const info = z.object({
  created: z.string().default(""),
  ts: time.optional(),
  config: z.object({
    max_age: counter.default(0n),
    max_msgs_per_subject: limit.optional(),
  }),
  state: z.object({
    messages: counter,
    bytes: counter,
    first_seq: counter,
    last_seq: counter,
    num_subjects: z.number().optional(),
  }),
});

/** Asks how far a bucket reaches; one small request, whatever it holds. */
export async function getKeysExtent(
  nc: NatsConnection,
  bucket: string,
): Promise<Reading<KeysExtent>> {
  const what = bucketInWords(bucket);
  const answer = await ask(nc, { what, subject: apiSubject(nc, `STREAM.INFO.KV_${bucket}`) }, info);
  if (!answer.ok) return answer;
  const { config, state, created, ts } = answer.value;
  return {
    ok: true,
    value: {
      // An empty stream does not tell that it has none.
      keys: state.num_subjects ?? (state.messages === 0n ? 0 : undefined),
      values: state.messages,
      bytes: state.bytes,
      first: state.first_seq,
      last: state.last_seq,
      hasMaxAge: config.max_age > 0n,
      history: config.max_msgs_per_subject || undefined,
      serverMs: ts,
      created,
    },
  };
}

/** Asks where the keys of a bucket are and how far it reaches, both at once. */
export async function getKeysPlace(
  nc: NatsConnection,
  bucket: string,
): Promise<Reading<{ place: KvPlace; extent: KeysExtent }>> {
  const [place, extent] = await Promise.all([getKvPlace(nc, bucket), getKeysExtent(nc, bucket)]);
  if (!place.ok) return place;
  if (!extent.ok) return extent;
  return { ok: true, value: { place: place.value, extent: extent.value } };
}
