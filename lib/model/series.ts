/** A rate over time; null is a gap (nothing known), never zero. */
export type RatePoint = { atMs: number; perSec: number | null };
