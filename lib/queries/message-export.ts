import type { ExportEnd, ExportOrder, ExportPart } from "@/lib/model/message-export";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

let runs = 0;

/** Has a part of a stream written, piece after piece, until it is whole or called off. */
export function exportRange(
  order: ExportOrder,
  { put, signal }: { put: (part: ExportPart) => unknown; signal: AbortSignal },
): Promise<ExportEnd> {
  runs += 1;
  const run = `export-${runs}`;
  signal.addEventListener("abort", () => {
    void askWorker(async (worker) => {
      await worker.cancelExport(run);
      return { ok: true, value: null };
    });
  });
  return unwrap(
    askWorkerLive<ExportPart, ExportEnd>(put, (worker, hear) =>
      worker.exportMessages(run, order, hear),
    ),
  );
}
