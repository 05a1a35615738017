import type { Reading } from "@/lib/errors/app-error";
import type { KvFeedFrame, KvFeedOrder } from "@/lib/model/kv-feed";
import { askWorker, askWorkerLive } from "@/lib/worker/client";

/** A feed of changes that runs in the worker. */
export type KvFeedSession = {
  open: (hear: (frame: KvFeedFrame) => void) => Promise<Reading<null>>;
  pause: (isPaused: boolean) => void;
  clear: () => void;
  close: () => void;
};

let runs = 0;

/** Begins nothing yet: it listens from when it is opened until it is closed. */
export function createKvFeed(connectionId: string, order: KvFeedOrder): KvFeedSession {
  const run = `kv-feed ${++runs}`;
  const tell = (ask: (worker: Parameters<Parameters<typeof askWorker>[0]>[0]) => Promise<void>) =>
    void askWorker(async (worker) => ({ ok: true, value: await ask(worker) }));
  return {
    open: (hear) =>
      askWorkerLive(hear, (worker, listen) =>
        worker.openKvFeed(run, { connectionId, order }, listen),
      ),
    pause: (isPaused) => tell((worker) => worker.pauseKvFeed(run, isPaused)),
    clear: () => tell((worker) => worker.clearKvFeed(run)),
    close: () => tell((worker) => worker.closeKvFeed(run)),
  };
}
