import type { Reading } from "@/lib/errors/app-error";
import type { ConsumersDelta } from "@/lib/model/consumers";
import type { HistoryAnswer, HistoryQuestion, LagPicture } from "@/lib/model/history";

/** What is known of all consumers now. */
export type ConsumersCalls = {
  /** What has changed since a revision that was given before; everything without one. */
  getConsumers(connectionId: string, since?: string): Promise<Reading<ConsumersDelta>>;
};

/** What the console keeps of the past. */
export type HistoryCalls = {
  getHistory(connectionId: string, question: HistoryQuestion): Promise<Reading<HistoryAnswer>>;
  getLagMatrix(connectionId: string, asked: LagMatrixQuestion): Promise<Reading<LagPicture>>;
};

/** How big a picture of the lag of all consumers is wanted; the worst are rows, the rest bands. */
export type LagMatrixQuestion = { fromMs: number; toMs: number; columns: number; rows: number };
