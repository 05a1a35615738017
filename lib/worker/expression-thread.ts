import { type BoundedThread, createBoundedThread, type OpenThread } from "./bounded-thread";

/** What an expression is tried on: messages in one piece, each with the place of its payload and its end. */
export type ExpressionBatch = {
  source: string;
  flags: string;
  bytes: Uint8Array<ArrayBuffer>;
  places: Uint32Array<ArrayBuffer>;
};

/** Which messages of a batch an expression fits, by their places. */
export type ExpressionThread = BoundedThread<ExpressionBatch, readonly number[]>;

/** [T41] What an expression may take for a batch. */
const patienceMs = 100;

/** Tries expressions apart from everything else. */
export function createExpressionThread(open: OpenThread): ExpressionThread {
  return createBoundedThread(open, patienceMs);
}
