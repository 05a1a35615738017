import type { ConsumerRow } from "@/lib/model/consumers";

/** What a lag is compared by. */
type Compared = Pick<ConsumerRow, "lagMessages" | "lagSeconds" | "atMs">;

/** Those whose time is not known stand below the ones of more than this. */
const knownFromSeconds = 60;
const bandOf = { late: 2e15, unknown: 1e15, soon: 0 };
/** Beyond any clock. */
const endOfTimeSeconds = 1e10;
const perSecond = 1_000;

/**
 * How bad a lag is, as one number: by time, then by the size of what waits. The time counts from when the oldest message
 * came, which stays while the lag grows: so whoever stands still keeps its place, and is not sorted anew.
 */
export function worstKey({ lagMessages, lagSeconds, atMs = Date.now() }: Compared): number {
  if (lagMessages === 0n) return 0;
  // By coarse steps: a thousand that are as late as each other would change places at each reading.
  const size = 1 + Math.floor(Math.log2(Number(lagMessages)) / 2);
  if (lagSeconds === null) return bandOf.unknown + size;
  const band = lagSeconds > knownFromSeconds ? bandOf.late : bandOf.soon;
  const cameSeconds = Math.round(atMs / 1_000 - lagSeconds);
  return band + (endOfTimeSeconds - cameSeconds) * perSecond + size;
}
