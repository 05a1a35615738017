import type { SnapshotStore } from "@/lib/live/snapshot-store";
import type { ServerList } from "@/lib/model/servers";
import type { Sweep } from "@/lib/nats/sweep";
import type { Beat } from "./beat";
import { createPaced } from "./paced";
import type { Reader } from "./reader";

/** What an away reader reads with, and where it brings what it has read. */
export type AwayReaderOptions = {
  sweep: Sweep;
  store: SnapshotStore;
  /** Its own: whoever does not answer now must not slow down what comes after. */
  beat: Beat;
  nowMs: () => number;
  onServers: (list: ServerList) => void;
};

/**
 * Reads the servers' figures while the connection is away, by those who tell them without it: then they are wanted
 * most. Where they have none either, the reason stays why the connection is away.
 */
export function createAwayReader(options: AwayReaderOptions): Pick<Reader, "refresh" | "stop"> {
  const { sweep, store, beat, nowMs, onServers } = options;
  let isStopped = false;
  const figures = createPaced(beat, nowMs, async () => {
    await sweep.servers(undefined, (reading) => {
      if (isStopped || !reading.ok) return;
      store.put("servers", reading, Math.round(nowMs()));
      onServers(reading.value);
      store.endSweep(Math.round(nowMs()));
    });
    return true;
  });
  return {
    refresh: () => figures.soon(),
    stop() {
      isStopped = true;
      figures.stop();
    },
  };
}
