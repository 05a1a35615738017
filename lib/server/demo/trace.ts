import { seeded } from "./seeded";

/**
 * A W3C traceparent: one trace an order, one span a step. The trace goes through every message that
 * the order causes, whichever stream it lies in.
 */
export function traceparent(seed: number, orderNumber: number, span: string): string {
  const traceId = nonZero(seeded(seed, `trace/${orderNumber}`).hex(32));
  const spanId = nonZero(seeded(seed, `span/${orderNumber}/${span}`).hex(16));
  return `00-${traceId}-${spanId}-01`;
}

/** Ids of zeros only are invalid by the standard. */
function nonZero(hex: string): string {
  return /^0+$/.test(hex) ? `${hex.slice(1)}1` : hex;
}
