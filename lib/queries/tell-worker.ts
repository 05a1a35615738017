import { askWorker } from "@/lib/worker/client";

type Worker = Parameters<Parameters<typeof askWorker>[0]>[0];

/** Tells the worker something that is not answered. */
export function tellWorker(tell: (worker: Worker) => unknown) {
  return askWorker(async (worker) => {
    await tell(worker);
    return { ok: true, value: null };
  });
}
