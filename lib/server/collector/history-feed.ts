import type { ConsumerStore } from "@/lib/live/consumer-store";
import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { FlowSeries } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";

/** What was read of a connection since the tick before; what is left out was not read. */
type Tick = {
  atMs: number;
  consumers?: readonly ConsumerRow[];
  streams?: readonly StreamRow[];
  account?: Partial<Record<FlowSeries, number | null>>;
};

/** Where the past is kept. */
export type HistorySink = {
  tick(connectionId: string, tick: Tick): void;
  addEvent(connectionId: string, event: SystemEvent): void;
};

/** Where a connection's ticks come from. */
export type HistoryFeedOptions = {
  connectionId: string;
  history: HistorySink;
  nowMs: () => number;
  store: Pick<SnapshotStore, "newest">;
  consumers: Pick<ConsumerStore, "swept">;
};

const everyMs = 10_000;
/** Readings come every two seconds: without that, every second tick would be two seconds late. */
const earlyMs = 500;

/** Gives the history what was read, as often as it keeps it; call it after each reading. */
export function createHistoryFeed(options: HistoryFeedOptions): () => void {
  const { connectionId, history, nowMs, store, consumers } = options;
  let lastMs: number | undefined;
  return () => {
    const atMs = Math.round(nowMs());
    if (lastMs !== undefined && atMs - lastMs < everyMs - earlyMs) return;
    const afterMs = lastMs ?? Number.NEGATIVE_INFINITY;
    const rows = consumers.swept(afterMs);
    const tick = { ...store.newest(afterMs), ...(rows ? { consumers: rows } : {}) };
    if (Object.keys(tick).length === 0) return;
    lastMs = atMs;
    history.tick(connectionId, { atMs, ...tick });
  };
}
