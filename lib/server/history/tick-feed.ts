import type { SystemEvent } from "@/lib/model/events";
import type { HistoryTick } from "./history";
import {
  accountPart,
  accountValues,
  consumerPart,
  consumerValues,
  streamPart,
  streamValues,
} from "./parts";
import type { PartChanges, ToThread } from "./protocol";
import { createTickDiff } from "./tick-diff";

/** Sends ticks to the thread: what has changed, and never more than a few at a time. */
export type TickFeed = {
  tick(connection: string, tick: HistoryTick): void;
  event(connection: string, event: SystemEvent): void;
  /** The thread has taken an event. */
  eventTaken(): void;
  /** The thread has taken one; what was not recorded is told again whole. */
  taken(connection: string, isRecorded: boolean): void;
  /** The thread knows nothing any more. */
  forget(): void;
};

/** So many ticks of a connection may wait; more are left out, which is a gap. */
const mostWaiting = 30;
/** And so many events of all of them. */
const mostEvents = 2_000;

/** Ticks of all connections. */
export function createTickFeed(post: (message: ToThread) => void): TickFeed {
  const connections = new Map<string, ReturnType<typeof createConnection>>();
  let events = 0;
  return {
    event(connection, event) {
      if (events >= mostEvents) return;
      events++;
      post({ kind: "event", connection, event });
    },
    eventTaken() {
      events--;
    },
    tick(connection, tick) {
      let known = connections.get(connection);
      if (!known) {
        known = createConnection();
        connections.set(connection, known);
      }
      if (known.waiting >= mostWaiting) {
        known.isGap = true;
        return;
      }
      const { isGap } = known;
      known.isGap = false;
      const parts = known.take(tick);
      if (parts.length === 0) return;
      known.waiting++;
      post({ kind: "tick", connection, atMs: tick.atMs, isGap, parts });
    },
    taken(connection, isRecorded) {
      const known = connections.get(connection);
      if (!known) return;
      known.waiting--;
      if (!isRecorded) known.forget();
    },
    forget() {
      connections.clear();
      events = 0;
    },
  };
}

function createConnection() {
  const consumers = createTickDiff({
    part: consumerPart,
    nameOf: ({ stream, name, createdMs = 0 }) => ({ stream, name, createdMs }),
    valuesOf: consumerValues,
  });
  const streams = createTickDiff({
    part: streamPart,
    nameOf: ({ name, createdMs = 0 }) => ({ stream: name, name: "", createdMs }),
    valuesOf: streamValues,
  });
  const account = createTickDiff({
    part: accountPart,
    nameOf: () => ({ stream: "", name: "", createdMs: 0 }),
    valuesOf: accountValues,
  });
  return {
    ...{ waiting: 0, isGap: false },
    take(tick: HistoryTick): PartChanges[] {
      return [
        ...(tick.consumers ? [consumers.take(tick.consumers)] : []),
        ...(tick.streams ? [streams.take(tick.streams)] : []),
        ...(tick.account ? [account.take([tick.account])] : []),
      ];
    },
    forget() {
      for (const diff of [consumers, streams, account]) diff.forget();
    },
  };
}
