import {
  type ConsumerRow,
  type ConsumersCount,
  type ConsumersDelta,
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

/** A whole delta with the worst of its rows alone, and of how many they are; the same one where those are all. */
export function worstIn(delta: ConsumersDelta, most: number): ConsumersDelta {
  const { rows, sparks = {} } = delta;
  if (rows.length <= most) return delta;
  const behind = rows.filter(({ lagMessages }) => lagMessages > 0n);
  const others = rows.filter(({ lagMessages }) => lagMessages === 0n);
  const worst = [...behind.sort(compareWorst), ...others.slice(0, most)].slice(0, most);
  const lines = worst.flatMap((row) => {
    const key = consumerKey(row);
    const spark = sparks[key];
    return spark ? [[key, spark] as const] : [];
  });
  const streams = new Set(rows.map(({ stream }) => stream)).size;
  const causes: ConsumersCount["causes"] = {};
  for (const { cause } of rows) if (cause) causes[cause] = (causes[cause] ?? 0) + 1;
  return {
    ...delta,
    rows: worst,
    sparks: Object.fromEntries(lines),
    of: { total: rows.length, streams, behind: behind.length, causes },
  };
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
