import type { StreamRow } from "@/lib/model/streams";

/** The mean of the last minute, calmer than a beat's; undefined where nothing is known now. */
export function minuteRate({ trend, inRate }: StreamRow): number | undefined {
  if (inRate === null) return undefined;
  const known = trend.slice(-2).filter((rate) => rate !== null);
  return known.length === 0 ? inRate : known.reduce((sum, rate) => sum + rate, 0) / known.length;
}
