import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import { onConnectionEvent } from "@/lib/nats/connection-events";
import type { KeysExtent } from "@/lib/nats/kv-keys";
import { followKeys } from "@/lib/nats/kv-keys-follow";
import type { KvPlace } from "@/lib/nats/kv-place";
import type { PullEnd } from "@/lib/nats/pull";
import { type KeysDesk, takeEntry } from "./keys-desk";

/** The newest changes show what is in it long before the first page of names is made. */
const sampleChanges = 1_000n;

/**
 * Follows the changes of a bucket whose names are listed by themselves: from where they were heard of last. A server
 * makes no consumer while it gathers names, so that these are asked for once it has begun.
 */
export async function followChanges(
  nc: NatsConnection,
  place: KvPlace,
  desk: KeysDesk,
  { extent, signal, onBegun }: { extent: KeysExtent; signal: AbortSignal; onBegun: () => void },
): Promise<PullEnd> {
  const isResumed = desk.last > 0n;
  if (!isResumed) desk.last = extent.last;
  let isNews = isResumed;
  // What came meanwhile can be much.
  if (isResumed) onBegun();
  const end = await followKeys(nc, place, {
    from: { sequence: isResumed ? desk.last + 1n : firstOf(extent) },
    signal,
    onEntry(entry: KvEntry) {
      takeEntry(desk, entry, isNews || entry.revision > extent.last);
    },
    onInitial() {
      isNews = true;
      desk.live = { state: "live" };
      desk.error = undefined;
      desk.mark();
      onBegun();
    },
  });
  return end;
}

/** Where there is to be no consumer, or none is allowed: as long as the connection lasts. */
export function holdOn(
  nc: NatsConnection,
  desk: KeysDesk,
  error: AppError | undefined,
  signal: AbortSignal,
): Promise<PullEnd> {
  desk.live = { state: "refused", ...(error ? { error } : {}) };
  desk.mark();
  return new Promise((settle) => {
    const forget = onConnectionEvent(nc, ({ type }) => {
      if (type === "back" || type === "closed") end({ why: "gone" });
    });
    const stop = () => end({ why: "stopped" });
    const end = (how: PullEnd) => {
      forget();
      signal.removeEventListener("abort", stop);
      settle(how);
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop);
  });
}

function firstOf({ first, last }: KeysExtent): bigint {
  const wanted = last - sampleChanges + 1n;
  return wanted > first ? wanted : first;
}
