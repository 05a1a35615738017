import type { CompactProgress, CompactReport, FoundMarkers } from "@/lib/model/kv-compact";
import { askWorkerLive } from "@/lib/worker/client";
import { tellWorker } from "./tell-worker";
import { unwrap } from "./unwrap";

/** The markers of one bucket, from the first look to the last purge. */
export type CompactSession = {
  find(signal: AbortSignal, tell: (progress: CompactProgress) => void): Promise<FoundMarkers>;
  run(
    keepYoungerMs: number,
    signal: AbortSignal,
    tell: (progress: CompactProgress) => void,
  ): Promise<CompactReport>;
  close(): void;
};

let runs = 0;

/** Nothing is asked for before it is. */
export function createCompactSession(connectionId: string, bucket: string): CompactSession {
  runs += 1;
  const run = `compact-${runs}`;
  const stopWith = (signal: AbortSignal) =>
    signal.addEventListener("abort", () => void tellWorker((worker) => worker.stopCompact(run)));
  return {
    find(signal, tell) {
      stopWith(signal);
      return unwrap(
        askWorkerLive<CompactProgress, FoundMarkers>(tell, (worker, hear) =>
          worker.openCompact(run, { connectionId, bucket }, hear),
        ),
      );
    },
    run(keepYoungerMs, signal, tell) {
      stopWith(signal);
      return unwrap(
        askWorkerLive<CompactProgress, CompactReport>(tell, (worker, hear) =>
          worker.runCompact(run, keepYoungerMs, hear),
        ),
      );
    },
    close: () => void tellWorker((worker) => worker.closeCompact(run)),
  };
}
