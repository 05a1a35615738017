import type { SystemEvent } from "@/lib/model/events";

/** Takes events one by one and gives them on together: thousands of refused messages a second are one line. */
export type EventBatch = { add(event: SystemEvent): void; close(): void };

const afterMs = 200;
/** Kinds of events that differ; what comes above that in so short a time is left out (T26). */
const mostDifferent = 500;

/** Gives events on a moment later, alike ones as one with a count. */
export function createEventBatch(give: (event: SystemEvent) => void): EventBatch {
  const waiting = new Map<string, SystemEvent>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const event of waiting.values()) give(event);
    waiting.clear();
  };
  return {
    add(event) {
      const key = keyOf(event);
      const known = waiting.get(key);
      if (!known && waiting.size >= mostDifferent) return;
      waiting.set(key, known ? merge(known, event) : event);
      timer ??= setTimeout(flush, afterMs);
    },
    close: () => clearTimeout(timer),
  };
}

function keyOf({ kind, stream, consumer, server, leader, reason, change }: SystemEvent): string {
  return JSON.stringify([kind, stream, consumer, server, leader, reason, change]);
}

function merge(first: SystemEvent, next: SystemEvent): SystemEvent {
  return { ...next, id: first.id, firstMs: first.firstMs, count: first.count + next.count };
}
