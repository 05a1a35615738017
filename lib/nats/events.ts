import type { NatsConnection } from "@nats-io/nats-core";
import type { SystemEvent } from "@/lib/model/events";
import { type Happening, readAdvisory } from "./advisory";

/** Which events a connection is told of: its account's, or with the system account's credentials the servers'. */
export type EventScope = "account" | "system";

/** What is called back with. */
export type EventOptions = { nowMs: () => number; onEvent: (event: SystemEvent) => void };

// Never ADVISORY.> as a whole: it echoes every call of the API (measured: 2.2 times the traffic).
const subjects: Record<EventScope, string[]> = {
  account: ["$JS.EVENT.ADVISORY.STREAM.>", "$JS.EVENT.ADVISORY.CONSUMER.>"],
  system: [
    "$JS.EVENT.ADVISORY.SERVER.>",
    "$JS.EVENT.ADVISORY.DOMAIN.>",
    "$SYS.SERVER.*.SHUTDOWN",
    "$SYS.SERVER.*.LAMEDUCK",
  ],
};

/** No advisory is longer; what is, is not read (T26). */
const longestBytes = 64 * 1024;

/** Follows what NATS tells of itself until the returned function is called; what can't be read is left out. */
export function followEvents(
  nc: NatsConnection,
  scope: EventScope,
  { nowMs, onEvent }: EventOptions,
): () => void {
  const followed = subjects[scope].map((subject) =>
    nc.subscribe(subject, {
      callback: (error, message) => {
        if (error || message.data.length > longestBytes) return;
        const happening = readAdvisory(message.subject, message.string());
        if (happening) onEvent(toEvent(happening, nowMs()));
      },
    }),
  );
  return () => {
    for (const one of followed) one.unsubscribe();
  };
}

/** The event of a moment, by the console's clock. */
export function toEvent(happening: Happening, atMs: number): SystemEvent {
  const ms = Math.round(atMs);
  return { id: crypto.randomUUID(), firstMs: ms, lastMs: ms, count: 1, ...happening };
}
