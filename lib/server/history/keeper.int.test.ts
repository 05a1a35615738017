import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import type { HistoryKept, HistorySeries, HistoryValues } from "@/lib/model/history";
import { type Db, openDatabase } from "./database";
import { consumerRow, createFeedInto, makeFolder, streamRow } from "./history-lab";
import { createKeeper, type Keeper } from "./keeper";
import { usualHistory } from "./settings";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

const beginMs = Date.UTC(2026, 4, 4, 9, 20);
const hourMs = 3_600_000;

function openIn(folder: string): { keeper: Keeper; db: Db } {
  const opened = openDatabase(join(folder, "history.db"));
  if (!opened.ok) throw new Error(opened.why.why);
  return {
    keeper: createKeeper(opened.db, { ...usualHistory, fineMs: 100 * hourMs }),
    db: opened.db,
  };
}

function openLab() {
  const { folder, remove } = makeFolder();
  endings.push(remove);
  let { keeper } = openIn(folder);
  const feed = createFeedInto(() => keeper);
  const kept = (): HistoryKept => ({ state: { kind: "on" }, maxBytes: 1, ...keeper.reach() });
  return {
    tick: feed.tick,
    keeper: () => keeper,
    kept,
    /** What was to be done is done; and a restart is as after a kill: nobody is told. */
    before({ works, restarts }: { works: boolean; restarts: boolean }) {
      while (works && keeper.work());
      if (!restarts) return;
      feed.forget();
      keeper = openIn(folder).keeper;
    },
    read: (series: HistorySeries[], fromMs: number, toMs: number, points: number, of: object) =>
      keeper.read("c", { series, fromMs, toMs, points, ...of }, kept()),
  };
}

type Seen = { atMs: number; isGap: boolean; values: Record<string, number | null> };

/** What an answer should be, from all that was seen, without any of the product's parts. */
function naive(
  seen: readonly Seen[],
  series: string,
  fromMs: number,
  stepMs: number,
  count: number,
) {
  const bins: HistoryValues = { min: [], max: [], last: [] };
  for (let step = 0; step < count; step++) {
    const [begin, end] = [fromMs + step * stepMs, fromMs + (step + 1) * stepMs];
    const within = seen.filter(({ atMs }) => atMs >= begin && atMs < end);
    const found = within.map(({ values }) => values[series] ?? null).filter((one) => one !== null);
    const after = seen.find(({ atMs }) => atMs >= end);
    const before = seen.findLast(({ atMs }) => atMs < begin);
    const goesOn = after && before && !after.isGap && (after.values[series] ?? null) !== null;
    const held = within.length === 0 && goesOn ? (before.values[series] ?? null) : null;
    bins.min.push(found.length > 0 ? Math.min(...found) : held);
    bins.max.push(found.length > 0 ? Math.max(...found) : held);
    bins.last.push(found.at(-1) ?? held);
  }
  return bins;
}

const series = ["pending", "waiting", "delivered", "acked", "lagMs"] as const;
const gauges = ["pending", "waiting", "lagMs"];
const step = fc.record({
  waitMs: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 9_000, max: 11_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 200_000, max: 3 * hourMs }) },
  ),
  restarts: fc.integer({ min: 0, max: 40 }).map((one) => one === 0),
  works: fc.boolean(),
  isThere: fc.integer({ min: 0, max: 25 }).map((one) => one > 0),
  isNew: fc.integer({ min: 0, max: 60 }).map((one) => one === 0),
  isIdle: fc.boolean(),
  came: fc.integer({ min: 0, max: 500 }),
  lag: fc.option(fc.integer({ min: 0, max: 100_000 }), { freq: 12 }),
  waiting: fc.option(fc.integer({ min: 0, max: 3 })),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Lives through the steps, and notes what was to be seen. */
function live(lab: ReturnType<typeof openLab>, steps: readonly Step[], base: bigint): Seen[] {
  const seen: Seen[] = [];
  const now = { atMs: beginMs, createdMs: 1, delivered: base };
  let changed: Partial<Parameters<typeof consumerRow>[0]> = {};
  for (const [at, one] of steps.entries()) {
    now.atMs += one.waitMs;
    lab.before(one);
    const isLate = one.waitMs > 150_000;
    now.createdMs += Number(one.isNew);
    now.delivered += BigInt(one.isIdle ? 0 : one.came);
    changed = one.isIdle ? changed : changesOf(one, now.delivered);
    const { atMs, createdMs, delivered } = now;
    const row = consumerRow({ name: "w", createdMs, delivered, ...changed });
    lab.tick({ atMs, consumers: one.isThere ? [row] : [], streams: [streamRow("S", 5n)] });
    const isGap = at === 0 || one.restarts || one.isNew || isLate;
    seen.push({ atMs, isGap, values: one.isThere ? valuesOf(row) : {} });
  }
  return seen;
}

function changesOf({ came, waiting, lag }: Step, delivered: bigint) {
  return {
    ...{ pending: BigInt(came), acked: delivered - BigInt(came % 7) },
    ...(waiting === null ? {} : { waiting }),
    lagSeconds: lag === null ? null : lag / 1_000,
  };
}

function valuesOf(row: ReturnType<typeof consumerRow>): Record<string, number | null> {
  return {
    pending: Number(row.pending),
    waiting: row.waiting ?? null,
    delivered: Number(row.delivered.consumerSequence),
    acked: Number(row.ackFloor.consumerSequence),
    lagMs: row.lagSeconds === null ? null : Math.round(row.lagSeconds * 1_000),
  };
}

type Values = Record<string, HistoryValues>;

function expectedOf(
  seen: readonly Seen[],
  names: readonly string[],
  { atMs, stepMs }: { atMs: number[]; stepMs: number },
): Values {
  const bins = (name: string) => naive(seen, name, atMs[0] ?? 0, stepMs, atMs.length);
  return Object.fromEntries(names.map((name) => [name, bins(name)]));
}

function pick(values: Partial<Values>, names: readonly string[]) {
  return names.map((name) => values[name]);
}

function lastOf(values: Partial<Values>) {
  return Object.entries(values).map(([name, value]) => [name, value?.last]);
}

it("answers what a naive reader of everything would, over hours that are open, folded and read again (R10)", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 30, maxLength: 600, size: "max" }),
      fc.bigInt({ min: 0n, max: 2n ** 62n }),
      fc.nat({ max: 90 }),
      (steps, base, share) => {
        const lab = openLab();
        const seen = live(lab, steps, base);
        const spanMs = (seen.at(-1)?.atMs ?? 0) - beginMs;
        const fromMs = beginMs + Math.floor((spanMs * share) / 100);
        const of = { stream: "S", consumer: "w" };
        const near = lab.read([...series], fromMs, fromMs + hourMs, 361, of);
        expect(near.stepMs).toBe(10_000);
        expect(near.values).toEqual(expectedOf(seen, series, near));
        const far = lab.read([...series], fromMs, fromMs + 20 * hourMs, 2_000, of);
        expect(far.stepMs).toBe(60_000);
        const expected = expectedOf(seen, series, far);
        expect(pick(far.values, gauges)).toEqual(pick(expected, gauges));
        // What counts up has only a last there.
        expect(lastOf(far.values)).toEqual(lastOf(expected));
        for (const end of endings.splice(0)) end();
      },
    ),
    { numRuns: process.env.NATSIGHT_TEST_LONG ? 200 : 4, endOnFailure: true },
  );
});
