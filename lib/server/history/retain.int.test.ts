import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { HistoryKept } from "@/lib/model/history";
import { openDatabase } from "./database";
import { consumerRow, createFeedInto, makeFolder } from "./history-lab";
import { createKeeper, type Keeper } from "./keeper";
import { type HistorySettings, usualHistory } from "./settings";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const beginMs = Date.UTC(2026, 4, 4);
const spikeMs = beginMs + 5 * hourMs + 8 * 60_000;

function createLab(names: readonly string[]) {
  const { folder, remove } = makeFolder();
  const opened = openDatabase(join(folder, "history.db"));
  if (!opened.ok) throw new Error(opened.why.why);
  const { db } = opened;
  endings.push(remove, () => db.close());
  let keeper: Keeper;
  let atMs = beginMs;
  const feed = createFeedInto(() => keeper);
  const lab = {
    /** Lives on, a tick every two minutes, which is as slow as readings get. */
    live(settings: Partial<HistorySettings>, forMs: number) {
      keeper = createKeeper(db, { ...usualHistory, ...settings });
      feed.forget();
      for (const untilMs = atMs + forMs; atMs < untilMs; atMs += 120_000) {
        const minute = Math.floor((atMs - beginMs) / 60_000);
        const pending = atMs === spikeMs ? 1_000_000n : BigInt((minute * 7_919) % 100_003);
        const row = (name: string) =>
          consumerRow({ name, pending, delivered: BigInt(minute * 60), lagSeconds: minute % 13 });
        feed.tick({ atMs, consumers: names.map(row) });
        while (keeper.work());
      }
      return lab.kept();
    },
    kept: (): HistoryKept => ({ state: { kind: "on" }, maxBytes: 1, ...keeper.reach() }),
    read: (fromMs: number, toMs: number, points: number) =>
      keeper.read(
        "c",
        { series: ["pending", "deliverRate"], stream: "S", consumer: "c", fromMs, toMs, points },
        lab.kept(),
      ),
    matrix: (fromMs: number, toMs: number) =>
      keeper.matrix("c", { fromMs, toMs, columns: 400, rows: 3 }, lab.kept()),
    nowMs: () => atMs,
  };
  return lab;
}

it("keeps ticks, minutes and quarters as long as each was set to, and spikes through all of them", () => {
  const lab = createLab(["a", "b", "c", "d"]);
  const kept = lab.live({ fineMs: 2 * hourMs, minuteMs: 48 * hourMs }, 3 * dayMs);
  const back = kept.levels.map(({ sinceMs }) => (lab.nowMs() - sinceMs) / hourMs);
  expect(back.map(Math.round)).toEqual([3, 49, 72]);
  expect(kept.isShortened).toBe(false);
  const { stepMs, atMs, values } = lab.read(beginMs, beginMs + 3 * dayMs, 400);
  expect(stepMs).toBe(900_000);
  expect(values.pending?.max.indexOf(1_000_000)).toBe(Math.floor((spikeMs - beginMs) / stepMs));
  expect(values.pending?.last).not.toContain(null);
  // One message a second, whatever the steps: only what was before the first reading is not known.
  const rates = values.deliverRate?.last.slice(1) ?? [];
  expect(rates.map((rate) => Math.round((rate ?? 0) * 100) / 100)).toEqual(rates.map(() => 1));
  expect(atMs).toHaveLength(288);
  const matrix = lab.matrix(beginMs, beginMs + 3 * dayMs);
  expect(matrix).toMatchObject({ stepMs: 900_000, columns: 288, bands: [{ consumers: 1 }] });
  expect(matrix.cells.includes(255)).toBe(false);
});

it("shortens the finest level first when the file grows beyond its bound, and says so", () => {
  const lab = createLab(["c", ...Array.from({ length: 30 }, (_, at) => `c${at}`)]);
  const before = lab.live({}, 26 * hourMs);
  expect(before.isShortened).toBe(false);
  const after = lab.live({ maxBytes: before.bytes - 30_000 }, hourMs + 120_000);
  expect(after.isShortened).toBe(true);
  expect(after.bytes).toBeLessThan(before.bytes);
  const [fine, minute] = after.levels;
  expect(fine?.sinceMs).toBeGreaterThan(before.levels[0]?.sinceMs ?? 0);
  expect(minute?.sinceMs).toBe(beginMs);
  // Before its second reading a start does not know how slow they are, and there were two starts.
  const { last = [] } = lab.read(beginMs, lab.nowMs(), 2_000).values.pending ?? {};
  expect(last.filter((value) => value === null).length).toBeLessThanOrEqual(4);
});
