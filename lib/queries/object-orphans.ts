import type { FoundOrphans, OrphansProgress, OrphansReport } from "@/lib/model/object-orphans";
import { askWorkerLive } from "@/lib/worker/client";
import { tellWorker } from "./tell-worker";
import { unwrap } from "./unwrap";

/** The chunks that a store's objects have left behind, from the first look to the last purge. */
export type OrphansSession = {
  find(signal: AbortSignal, tell: (progress: OrphansProgress) => void): Promise<FoundOrphans>;
  run(
    nuids: string[],
    signal: AbortSignal,
    tell: (progress: OrphansProgress) => void,
  ): Promise<OrphansReport>;
  close(): void;
};

let runs = 0;

/** Nothing is asked for before it is. */
export function createOrphansSession(connectionId: string, bucket: string): OrphansSession {
  runs += 1;
  const run = `orphans-${runs}`;
  const stopWith = (signal: AbortSignal) =>
    signal.addEventListener("abort", () => void tellWorker((worker) => worker.stopOrphans(run)));
  return {
    find(signal, tell) {
      stopWith(signal);
      return unwrap(
        askWorkerLive<OrphansProgress, FoundOrphans>(tell, (worker, hear) =>
          worker.openOrphans(run, { connectionId, bucket }, hear),
        ),
      );
    },
    run(nuids, signal, tell) {
      stopWith(signal);
      return unwrap(
        askWorkerLive<OrphansProgress, OrphansReport>(tell, (worker, hear) =>
          worker.runOrphans(run, nuids, hear),
        ),
      );
    },
    close: () => void tellWorker((worker) => worker.closeOrphans(run)),
  };
}
