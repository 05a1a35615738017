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

/** What the page may have done to many keys; over the bulk connection. */
export type KvBulkCalls = {
  /** Looks at every key and says what would become of it; nothing is sent. The plan stays until it is closed. */
  planBulk(
    run: string,
    order: BulkOrder,
    hear: (reading: BulkReading) => void,
  ): Promise<Reading<BulkPlan>>;
  /** The first rows of a kind, and how many there are. */
  listBulk(run: string, which: BulkWhich, most: number): Promise<Reading<BulkRowList>>;
  /** Does what was planned, once; written over is only where that is asked for. */
  runBulk(
    run: string,
    isOverwriting: boolean,
    hear: (tally: BulkTally) => void,
  ): Promise<Reading<BulkTally>>;
  /** Sends nothing more; what is on its way is waited for. */
  stopBulk(run: string): void;
  /** Every key with what became of it, as JSON lines. */
  reportBulk(run: string): Promise<Reading<Blob>>;
  closeBulk(run: string): void;
  /** Gives piece after piece of a file, each when the one before was put away. */
  exportKeys(
    run: string,
    order: KvExportOrder,
    put: (part: KvExportPart) => unknown,
  ): Promise<Reading<KvExportEnd>>;
};
