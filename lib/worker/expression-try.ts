import { cutHeaders } from "@/lib/nats/search-cut";
import type { ExpressionBatch } from "./expression-thread";

/** Tries an expression on the subject, each stored header and the payload of messages; gives the places of those it fits. */
export function tryExpression({ source, flags, bytes, places }: ExpressionBatch): number[] {
  const expression = new RegExp(source, flags);
  const fitting: number[] = [];
  let from = 0;
  for (let index = 0; 2 * index < places.length; index++) {
    const [bodyAt = 0, end = 0] = [places[2 * index], places[2 * index + 1]];
    if (fits(expression, bytes.subarray(from, end), bodyAt - from)) fitting.push(index);
    from = end;
  }
  return fitting;
}

function fits(expression: RegExp, raw: Uint8Array, bodyAt: number): boolean {
  if (expression.test(decoder.decode(raw.subarray(bodyAt)))) return true;
  const cut = cutHeaders(raw, 0, bodyAt);
  if (!cut) return false;
  if (expression.test(decoder.decode(raw.subarray(cut.subjectFrom, cut.subjectTo)))) return true;
  if (cut.headersFrom >= cut.headersTo) return false;
  const lines = decoder.decode(raw.subarray(cut.headersFrom, cut.headersTo)).split("\r\n");
  return lines.some((line) => line !== "" && expression.test(line));
}

const decoder = new TextDecoder();
