/** A bound of this console, and what happens there. */
export type Limit = {
  name: string;
  value: number;
  unit: "bytes" | "ms" | "count" | "per-second";
  words: string;
  /** What sets it at a start; undefined where nothing does. */
  setBy?: string | undefined;
};

/** Bounds of one part. */
export type LimitGroup = { title: string; limits: Limit[] };
