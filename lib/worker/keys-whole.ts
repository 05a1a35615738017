import type { NatsConnection } from "@nats-io/nats-core";
import type { KvEntry } from "@/lib/model/kv";
import { followKeys } from "@/lib/nats/kv-keys-follow";
import type { KvPlace } from "@/lib/nats/kv-place";
import type { PullEnd } from "@/lib/nats/pull";
import { type KeysDesk, takeEntry } from "./keys-desk";

/**
 * Lists a bucket by a consumer, which brings each key with all that is known of it and then each change. Done again, it
 * takes out what is no more.
 */
export async function followWhole(
  nc: NatsConnection,
  place: KvPlace,
  desk: KeysDesk,
  signal: AbortSignal,
): Promise<PullEnd> {
  const { book } = desk;
  const seen = book.size().all > 0 ? new Set<string>() : undefined;
  let isInitial = true;
  desk.listing = { ...desk.listing, state: "reading" };
  const isNews = ({ key, revision }: KvEntry) =>
    isInitial ? seen !== undefined && book.get(key)?.revision !== revision : true;
  return followKeys(nc, place, {
    from: "last-per-subject",
    signal,
    onEntry(entry) {
      if (isInitial) seen?.add(entry.key);
      takeEntry(desk, entry, isNews(entry));
    },
    onInitial() {
      isInitial = false;
      if (seen) book.keepOnly((key) => seen.has(key));
      desk.listing = { ...desk.listing, state: "complete" };
      desk.live = { state: "live" };
      desk.error = undefined;
      desk.mark();
    },
  });
}
