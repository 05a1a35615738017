import type { SystemEvent } from "@/lib/model/events";
import { eventLimit } from "./limits";

/** What NATS told of itself, the newest first; the revisions are the store's that holds it. */
export type EventStore = {
  add(event: SystemEvent, revision: number): void;
  forget(): void;
  /** What is new or has grown after a revision; undefined where nothing has. */
  since(revision: number): SystemEvent[] | undefined;
};

const alikeWithinMs = 60_000;

/** Keeps the newest events; one like another of the last minute makes that one count. */
export function createEventStore(): EventStore {
  let kept: { event: SystemEvent; revision: number }[] = [];
  return {
    add(event, revision) {
      const like = kept.find((one) => isLike(one.event, event));
      const merged = like ? merge(like.event, event) : event;
      const others = kept.filter((one) => one !== like);
      kept = [{ event: merged, revision }, ...others].slice(0, eventLimit);
    },
    forget() {
      kept = [];
    },
    since(revision) {
      const fresh = kept.filter((one) => one.revision > revision).map(({ event }) => event);
      return fresh.length > 0 ? fresh : undefined;
    },
  };
}

const tells = [
  ...(["kind", "severity", "stream", "consumer"] as const),
  ...(["server", "leader", "reason", "change"] as const),
];

function isLike(old: SystemEvent, fresh: SystemEvent): boolean {
  return (
    Math.abs(fresh.firstMs - old.lastMs) <= alikeWithinMs &&
    tells.every((name) => old[name] === fresh[name])
  );
}

/** The newest of what differs; it stays the one that it was. */
function merge(old: SystemEvent, fresh: SystemEvent): SystemEvent {
  return {
    ...old,
    ...fresh,
    id: old.id,
    firstMs: Math.min(old.firstMs, fresh.firstMs),
    lastMs: Math.max(old.lastMs, fresh.lastMs),
    count: old.count + fresh.count,
  };
}
