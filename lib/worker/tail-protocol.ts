import type { Reading } from "@/lib/errors/app-error";
import type { TailFrame, TailMessage, TailOrder, TailSettings, TailView } from "@/lib/model/tail";

/** What the page may ask about what flows. */
export type TailCalls = {
  /** Calls back with what there is to see, until it is closed; the answer comes with the end. */
  openTail(run: string, start: TailStart, hear: (frame: TailFrame) => void): Promise<Reading<null>>;
  setTail(run: string, settings: TailSettings): void;
  lookAtTail(run: string, view: TailView): void;
  clearTail(run: string): void;
  closeTail(run: string): void;
  getTailMessage(run: string, no: number): Promise<Reading<TailMessage | null>>;
  /** All that is kept and fits the filter, as JSON lines. */
  exportTail(run: string): Promise<Reading<Blob>>;
};

/** How a tail begins. */
export type TailStart = {
  connectionId: string;
  order: TailOrder;
  settings: TailSettings;
  view: TailView;
};
