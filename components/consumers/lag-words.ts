import type { Format } from "@/lib/format/format";
import type { ConsumerRow } from "@/lib/model/consumers";

/** What of a row is a lag; of a stream's consumers together, too. */
export type Lagging = Pick<
  ConsumerRow,
  "lagMessages" | "lagSeconds" | "isLagAtLeast" | "trendPerSec" | "etaSeconds"
>;

/** Slower than this, nobody sees it change. */
const steadyPerSec = 0.005;

/** Whether the lag grows or shrinks; undefined is not known. */
export type Trend = "grows" | "shrinks" | "steady";

/** Which way the lag goes. */
export function trendOf(trendPerSec: number | null): Trend | undefined {
  if (trendPerSec === null) return undefined;
  if (Math.abs(trendPerSec) < steadyPerSec) return "steady";
  return trendPerSec > 0 ? "grows" : "shrinks";
}

/** A span of lag: "4 min 10 s", "≥ 2 h"; undefined is not known. */
export function ageWords(
  seconds: number | null,
  isAtLeast: boolean,
  format: Format,
): string | undefined {
  if (seconds === null) return undefined;
  if (seconds === 0) return "0 s";
  return `${isAtLeast ? "≥ " : ""}${seconds < 1 ? "<1 s" : format.duration(seconds * 1_000)}`;
}

/** When nothing will be pending if it goes on like this; undefined where that is not known. */
export function etaWords(row: Lagging, format: Format): string | undefined {
  if (row.lagMessages === 0n) return undefined;
  const trend = trendOf(row.trendPerSec);
  if (trend === "grows") return "grows";
  if (row.etaSeconds === null) return trend === "steady" ? "never" : undefined;
  return row.etaSeconds < 1 ? "<1 s" : format.duration(row.etaSeconds * 1_000);
}

/** How the lag changes, for those who hear it and for files. */
export function trendSentence(row: Pick<Lagging, "trendPerSec">, format: Format): string {
  const trend = trendOf(row.trendPerSec);
  if (trend === undefined) return "not known yet";
  if (trend === "steady") return "steady over five minutes";
  const rate = format.rate(Math.abs(row.trendPerSec ?? 0));
  return `${trend} by ${rate} messages a second, over five minutes`;
}

/** What is left when it goes on like this, in a sentence. */
export function etaSentence(row: Lagging, format: Format): string {
  if (row.lagMessages === 0n) return "nothing is pending";
  const words = etaWords(row, format);
  if (words === undefined) return "not known yet";
  if (words === "grows") return "it grows: at this rate it is never drained";
  if (words === "never") return "it stays: at this rate it is never drained";
  return `drained in ${words} at this rate`;
}
