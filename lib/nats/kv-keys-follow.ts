import type { NatsConnection } from "@nats-io/nats-core";
import type { KvEntry } from "@/lib/model/kv";
import { toKvEntry } from "./kv-entry";
import { bucketInWords, type KvPlace } from "./kv-place";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { type PullEnd, pullMessages } from "./pull";

/** From where the keys are followed, and who hears of them. */
export type FollowKeysOptions = {
  /** Each key as it is and then each change, or the changes from a sequence on. */
  from: "last-per-subject" | { sequence: bigint };
  signal: AbortSignal;
  onEntry: (entry: KvEntry) => void;
  /** What was there when it began has come; from now on it is live. */
  onInitial: () => void;
};

/**
 * Follows a bucket's keys without their values, by a consumer of the console's own, as long as that lives. Leaves
 * nothing behind. Only on streams with limits retention.
 */
export async function followKeys(
  nc: NatsConnection,
  { bucket, name, prefix }: KvPlace,
  { from, signal, onEntry, onInitial }: FollowKeysOptions,
): Promise<PullEnd> {
  const what = bucketInWords(bucket);
  const look = { filter: `${prefix}>`, from, headersOnly: true };
  const made = await createLookingConsumer(nc, what, name, look);
  if (!made.ok) return { why: "error", error: made.error };
  const consumer = made.value;
  let left = consumer.pending;
  let isInitial = true;
  const tellInitial = () => {
    isInitial = false;
    onInitial();
  };
  if (left === 0n) tellInitial();
  const end = await pullMessages(nc, consumer, {
    ...{ what, signal },
    onMessage(message) {
      onEntry(toKvEntry(prefix, message));
      left--;
      // Of what was there when it began some may be gone meanwhile, and new ones may keep coming.
      if (isInitial && (message.pending === 0n || left <= 0n)) tellInitial();
    },
  });
  const deletion = deleteLookingConsumer(nc, consumer);
  if (end.why !== "gone") await deletion;
  return end;
}
