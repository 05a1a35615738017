import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import { onConnectionEvent } from "@/lib/nats/connection-events";
import { getExtent } from "@/lib/nats/messages-extent";
import type { ObjectStore } from "@/lib/nats/object-info";
import type { PullEnd } from "@/lib/nats/pull";
import type { ObjectsDesk } from "./objects-desk";
import { followStore } from "./objects-follow";
import { createBell, pageStore } from "./objects-paged";
import { startObjectsPoll } from "./objects-poll";

/** How it ended with a connection; `again` where the objects are to be listed anew over the same. */
export type ObjectsEnd = PullEnd | { why: "again" };

/** Lists a store's objects and follows them, as long as one connection lasts. */
export type ObjectsLife = (
  nc: NatsConnection,
  store: ObjectStore,
  signal: AbortSignal,
) => Promise<ObjectsEnd>;

/** By a consumer where there may be one, else by asking now and then. */
export function createObjectsLife(desk: ObjectsDesk): ObjectsLife {
  /** No consumer for it, and why. */
  let refused: AppError | undefined;
  return async (nc, store, signal) => {
    const extent = await getExtent(nc, store.head.name, ">");
    if (!extent.ok) return { why: "error", error: extent.error };
    const { last } = extent.value;
    const watch = watchOver(desk, { nc, store, first: extent.value, signal });
    const why = refused ?? wouldConsume(store);
    const start = { nc, store, signal: watch.signal };
    const done = why
      ? await pageStore(desk, { ...start, why, changes: watch.changes })
      : await followStore(desk, { ...start, last });
    const end = watch.leave() ?? done;
    if (end.why !== "error" || why || !isRefusal(end.error)) return end;
    // It is listed all the same: what changes is asked for now and then.
    refused = end.error;
    return { why: "again" };
  };
}

type Watched = {
  nc: NatsConnection;
  store: ObjectStore;
  first: StreamExtent;
  signal: AbortSignal;
};

/** The store while it is followed: what is written to it, and why that is to end. */
function watchOver(desk: ObjectsDesk, { nc, store, first, signal }: Watched) {
  const ending = new AbortController();
  const changes = createBell();
  let end: ObjectsEnd | undefined;
  const finish = (how: ObjectsEnd) => {
    end ??= how;
    ending.abort();
  };
  const both = AbortSignal.any([signal, ending.signal]);
  const forget = onConnectionEvent(nc, ({ type }) => type === "back" && changes.ring());
  let known = first.last;
  startObjectsPoll(nc, store, desk.book, {
    ...{ first, isVisible: desk.isVisible, signal: both },
    onExtent(now) {
      if (now.last !== known) changes.ring();
      known = now.last;
    },
    onGone: desk.mark,
    onAnew: () => finish({ why: "again" }),
    onError: (error) => finish({ why: "error", error }),
  });
  return {
    ...{ changes, signal: both },
    /** Ends it; the result is why it had to end. */
    leave() {
      ending.abort();
      forget();
      return end;
    },
  };
}

function wouldConsume({ bucket, head }: ObjectStore): AppError | undefined {
  const { name: stream, retention } = head;
  if (retention === "limits") return undefined;
  return { kind: "would-consume", what: `Object store ${bucket}`, stream, retention };
}

/** The consumer, not the store: permissions and limits are no reason to show nothing. */
function isRefusal(error: AppError): boolean {
  return error.kind === "permission" || (error.kind === "jetstream" && error.code !== 10059);
}
