import { transfer } from "comlink";
import type { Reading } from "@/lib/errors/app-error";
import type { ExportEnd, ExportOrder, ExportPart } from "@/lib/model/message-export";
import { exportMessages } from "@/lib/nats/messages-export";
import type { BulkLinks } from "./bulk-links";
import { readOverLink } from "./over-link";

/** What the page asks to have written. */
export type ExportCalls = {
  /** Gives piece after piece, each when the one before was put away; the answer comes with the end. */
  exportMessages(
    run: string,
    order: ExportOrder,
    put: (part: ExportPart) => unknown,
  ): Promise<Reading<ExportEnd>>;
  cancelExport(run: string): void;
};

/** The same, over a connection of its own, so that no other question waits behind it. */
export function createExportCalls(bulk: BulkLinks): ExportCalls {
  const running = new Set<string>();
  return {
    async exportMessages(run, order, put) {
      const { connectionId, stream } = order;
      const { link, release } = bulk.take(connectionId);
      running.add(run);
      const sink = {
        put: (part: ExportPart) => put(transfer(part, [part.bytes.buffer as ArrayBuffer])),
        isWanted: () => running.has(run),
      };
      try {
        return await readOverLink(link, {
          ...{ connectionId, what: `The export of ${stream}` },
          read: (nc) => exportMessages(nc, order, sink),
        });
      } finally {
        running.delete(run);
        release();
      }
    },
    cancelExport: (run) => void running.delete(run),
  };
}
