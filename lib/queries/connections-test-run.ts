import type { Reading } from "@/lib/errors/app-error";
import type { TestEvent } from "@/lib/model/connection-test";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import type { TestSubject } from "@/lib/worker/protocol";

export type { TestSubject } from "@/lib/worker/protocol";

/** Who hears of a test. */
export type TestListener = {
  hear: (event: TestEvent) => void;
  end: (outcome: Reading<null>) => void;
};

let runs = 0;

/** Starts a test of a connection or a draft; the returned function cancels it, and then nothing more is heard. */
export function startConnectionTest(subject: TestSubject, listener: TestListener): () => void {
  const run = String(++runs);
  let isCancelled = false;
  const tell = (event: TestEvent) => {
    if (!isCancelled) listener.hear(event);
  };
  void askWorkerLive(tell, (worker, hear) => worker.testConnection(run, subject, hear)).then(
    (outcome) => {
      if (!isCancelled) listener.end(outcome);
    },
  );
  return () => {
    isCancelled = true;
    void askWorker(async (worker) => {
      await worker.cancelTest(run);
      return { ok: true, value: null };
    });
  };
}
