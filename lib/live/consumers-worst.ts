import {
  type ConsumerRow,
  consumerKey,
  type HeldBy,
  type LagSpark,
  type WorstConsumers,
} from "@/lib/model/consumers";

/** An overview has room for half of them; the rest is for what is said of several of a kind. */
const worstCount = 10;

/** What an overview says of all consumers, however many there are. */
export function worstOf(
  rows: Iterable<ConsumerRow>,
  { beatMs, sparkOf }: { beatMs: number; sparkOf: (key: string) => LagSpark | undefined },
): WorstConsumers {
  const worst: ConsumerRow[] = [];
  const held: Partial<Record<HeldBy, number>> = {};
  let [behind, total] = [0, 0];
  for (const row of rows) {
    total++;
    if (row.lagMessages === 0n) continue;
    behind++;
    const by = heldBy(row);
    if (by && (row.lagSeconds ?? 0) >= heldFromSeconds[by]) held[by] = (held[by] ?? 0) + 1;
    insert(worst, row);
  }
  const sparks = worst.flatMap((row) => {
    const spark = sparkOf(consumerKey(row));
    return spark ? [[consumerKey(row), spark] as const] : [];
  });
  return { worst, behind, total, beatMs, sparks: Object.fromEntries(sparks), held };
}

/** What keeps a consumer behind; undefined for one that catches up, or of which that is not known. */
export function heldBy({ cause, trendPerSec, lagMessages }: ConsumerRow): HeldBy | undefined {
  if (lagMessages === 0n) return undefined;
  if (cause !== undefined) return cause;
  return trendPerSec !== null && trendPerSec > 0 ? "slow" : undefined;
}

/** For so long a lag is what happens. A pause is meant; who takes less than comes in may only have a busy minute. */
export const heldFromSeconds: Record<HeldBy, number> = {
  "no-leader": 15,
  "acks-held": 15,
  "nobody-pulls": 15,
  "not-bound": 15,
  paused: 60,
  slow: 120,
  // What is pending there is no work for anybody.
  "filter-matches-nothing": Number.POSITIVE_INFINITY,
};

function insert(worst: ConsumerRow[], row: ConsumerRow): void {
  const last = worst[worstCount - 1];
  if (last && compareWorst(last, row) <= 0) return;
  const place = worst.findIndex((one) => compareWorst(row, one) < 0);
  worst.splice(place === -1 ? worst.length : place, 0, row);
  worst.length = Math.min(worst.length, worstCount);
}

const minute = 60;

/** By time, then by messages; those whose time is not known stand below those of more than a minute. */
function compareWorst(one: ConsumerRow, other: ConsumerRow): number {
  const byTime = (other.lagSeconds ?? minute) - (one.lagSeconds ?? minute);
  if (byTime !== 0) return byTime;
  if (one.lagMessages !== other.lagMessages) return one.lagMessages > other.lagMessages ? -1 : 1;
  return consumerKey(one) < consumerKey(other) ? -1 : 1;
}
