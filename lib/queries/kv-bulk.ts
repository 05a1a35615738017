import type { Reading } from "@/lib/errors/app-error";
import type {
  BulkOrder,
  BulkPlan,
  BulkReading,
  BulkRowList,
  BulkTally,
  BulkWhich,
  KvExportEnd,
  KvExportOrder,
  KvExportPart,
} from "@/lib/model/kv-bulk";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** One job on many keys, which the worker keeps until it is closed. */
export type BulkSession = {
  plan: (order: BulkOrder, hear: (reading: BulkReading) => void) => Promise<Reading<BulkPlan>>;
  list: (which: BulkWhich, most: number) => Promise<Reading<BulkRowList>>;
  run: (isOverwriting: boolean, hear: (tally: BulkTally) => void) => Promise<Reading<BulkTally>>;
  stop: () => void;
  report: () => Promise<Blob>;
  close: () => void;
};

let runs = 0;

/** Begins one; a plan made anew takes the place of the one before. */
export function createBulkSession(): BulkSession {
  const run = `bulk ${++runs}`;
  return {
    plan: (order, hear) =>
      askWorkerLive(hear, (worker, listen) => worker.planBulk(run, order, listen)),
    list: (which, most) => askWorker((worker) => worker.listBulk(run, which, most)),
    run: (isOverwriting, hear) =>
      askWorkerLive(hear, (worker, listen) => worker.runBulk(run, isOverwriting, listen)),
    stop: () => tell((worker) => worker.stopBulk(run)),
    report: () => unwrap(askWorker((worker) => worker.reportBulk(run))),
    close: () => tell((worker) => worker.closeBulk(run)),
  };
}

/** Has keys written to a file, piece after piece, until it is whole or called off. */
export function exportKeys(
  order: KvExportOrder,
  { put, signal }: { put: (part: KvExportPart) => unknown; signal: AbortSignal },
): Promise<KvExportEnd> {
  const run = `bulk ${++runs}`;
  signal.addEventListener("abort", () => tell((worker) => worker.stopBulk(run)));
  return unwrap(
    askWorkerLive<KvExportPart, KvExportEnd>(put, (worker, hear) =>
      worker.exportKeys(run, order, hear),
    ),
  );
}

function tell(ask: (worker: Parameters<Parameters<typeof askWorker>[0]>[0]) => Promise<void>) {
  void askWorker(async (worker) => ({ ok: true, value: await ask(worker) }));
}
