import { fork } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { until } from "@/lib/testing/until";
import { openDatabase } from "./database";
import type { History } from "./history";
import {
  consumerRow,
  createFeedInto,
  createThreadOpener,
  makeFolder,
  openHistory,
} from "./history-lab";
import { createKeeper } from "./keeper";
import { migrations } from "./schema";
import { usualHistory } from "./settings";

const long = Boolean(process.env.NATSIGHT_TEST_LONG);
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

let openThread: ReturnType<typeof createThreadOpener>;
beforeAll(() => {
  openThread = createThreadOpener();
});

function open(folder: string): History {
  const history = openHistory(folder, openThread);
  endings.push(() => history.close());
  return history;
}

function folderFor(): string {
  const { folder, remove } = makeFolder();
  endings.push(remove);
  return folder;
}

const beginMs = Date.UTC(2026, 4, 4, 9, 20);
const of = { stream: "S", consumer: "w" };

function tick(history: History, at: number, pending = BigInt(at)): void {
  history.tick("c", {
    atMs: beginMs + at * 10_000,
    consumers: [consumerRow({ name: "w", pending, delivered: BigInt(at * 5), lagSeconds: at })],
  });
}

async function read(history: History, ticks: number, from = 0) {
  const [fromMs, toMs] = [beginMs + from * 10_000, beginMs + ticks * 10_000];
  const answer = await history.read("c", {
    ...{ series: ["pending", "deliverRate"], ...of, fromMs, toMs, points: 2_000 },
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe("the history", () => {
  it("is told what came, in its own thread, with rates between readings and gaps where none was", async () => {
    const history = open(folderFor());
    for (const at of [0, 1, 2, 3, 20, 21]) tick(history, at);
    const { values, kept } = await read(history, 22);
    const gap = Array(16).fill(null);
    expect(values.pending?.last).toEqual([0, 1, 2, 3, ...gap, 20, 21]);
    expect(values.deliverRate?.max).toEqual([null, 0.5, 0.5, 0.5, ...gap, null, 0.5]);
    expect(kept.state).toEqual({ kind: "on" });
  });

  it("tells the events that fell into the time, of a consumer, its stream and the servers", async () => {
    const history = open(folderFor());
    tick(history, 0);
    const event = {
      id: "1",
      firstMs: beginMs,
      lastMs: beginMs,
      count: 1,
      severity: "info" as const,
    };
    history.addEvent("c", { ...event, kind: "consumer-paused", ...of, sequence: 2n ** 60n });
    history.addEvent("c", { ...event, id: "2", kind: "server-gone" });
    history.addEvent("c", {
      ...event,
      id: "3",
      kind: "consumer-paused",
      stream: "S",
      consumer: "x",
    });
    history.addEvent("c", { ...event, id: "4", kind: "stream-leader", stream: "S' OR 1=1 --" });
    const { events } = await read(history, 2);
    expect(events.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(events[0]?.sequence).toBe(2n ** 60n);
  });

  it("shows in the heat map the worst as rows, and the rest by stream", async () => {
    const history = open(folderFor());
    const rows = [1, 2, 3, 4].map((at) =>
      consumerRow({ stream: at < 3 ? "A" : "B", name: `c${at}`, lagSeconds: at * 100 }),
    );
    for (const at of [0, 1, 2]) history.tick("c", { atMs: beginMs + at * 10_000, consumers: rows });
    const asked = { fromMs: beginMs, toMs: beginMs + 30_000, columns: 10, rows: 2 };
    const matrix = await history.matrix("c", asked);
    expect(matrix).toMatchObject({
      value: {
        ...{ fromMs: beginMs, stepMs: 10_000, columns: 3 },
        rows: [
          { stream: "B", name: "c4" },
          { stream: "B", name: "c3" },
        ],
        bands: [{ stream: "A", consumers: 2 }],
      },
    });
  });

  it("lies in a file for its owner alone, that one handle is open on (R14)", async () => {
    const folder = folderFor();
    const history = open(folder);
    tick(history, 0);
    await read(history, 1);
    const file = join(folder, "history.db");
    const modes = [file, `${file}-wal`].map((one) => (statSync(one).mode & 0o777).toString(8));
    expect(modes).toEqual(["600", "600"]);
    const handles = readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    });
    expect(handles.filter((one) => one === file)).toHaveLength(1);
  });

  it.each([
    ["its begin overwritten", (file: string) => overwrite(file, 0, 200)],
    ["pages in its middle overwritten", (file: string) => overwrite(file, 8_192, 40_000)],
    [
      "half of it gone",
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)),
    ],
    ["noughts only", (file: string) => writeFileSync(file, Buffer.alloc(30_000))],
  ])("puts a file aside that has %s, says so, and begins a new one (R12)", async (_, damage) => {
    const folder = folderFor();
    fill(folder, 300);
    damage(join(folder, "history.db"));
    const second = open(folder);
    await until("the file is put aside", () => second.kept().putAside);
    tick(second, 301);
    const { values } = await read(second, 302);
    expect(values.pending?.last.filter((value) => value !== null)).toEqual([301]);
    const aside = second.kept().putAside?.file ?? "";
    expect(aside).toMatch(/^history\.db\.corrupt-\d+$/);
    expect(existsSync(join(folder, aside))).toBe(true);
  });

  it("leaves a file of a newer Natsight as it is, and is off with the reason (R16)", async () => {
    const folder = folderFor();
    const file = join(folder, "history.db");
    const opened = openDatabase(file);
    if (!opened.ok) throw new Error(opened.why.why);
    opened.db.exec("PRAGMA user_version = ".concat(String(migrations.length + 1)));
    opened.db.close();
    const before = readFileSync(file);
    const history = open(folder);
    tick(history, 0);
    await until("it is off", () => history.kept().state.kind === "paused");
    expect(history.kept().state).toMatchObject({ why: expect.stringContaining("newer Natsight") });
    expect((await read(history, 2)).values.pending?.last).toEqual([null, null]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

function fill(folder: string, ticks: number): void {
  const opened = openDatabase(join(folder, "history.db"));
  if (!opened.ok) throw new Error(opened.why.why);
  const keeper = createKeeper(opened.db, usualHistory);
  const feed = createFeedInto(() => keeper);
  for (let at = 0; at < ticks; at++) {
    const pending = BigInt(at * 7_919) * 104_729n;
    feed.tick({ atMs: beginMs + at * 10_000, consumers: [consumerRow({ name: "w", pending })] });
  }
  keeper.close();
}

function overwrite(file: string, at: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, Math.min(bytes.length, at + length));
  writeFileSync(file, bytes);
}

it(`loses nothing that was acknowledged when it is killed, ${long ? 20 : 4} times over (R10)`, async () => {
  const folder = folderFor();
  const script = join(folder, "writer.cjs");
  buildSync({
    ...{ entryPoints: ["lib/server/history/writing-lab.ts"], bundle: true, outfile: script },
    ...{ format: "cjs", platform: "node", packages: "external", logLevel: "silent" },
  });
  let acknowledged = 0;
  for (let kill = 0; kill < (long ? 20 : 4); kill++) {
    const child = fork(script, [folder, String(acknowledged + 1)], {
      env: { ...process.env, NODE_PATH: join(process.cwd(), "node_modules") },
    });
    await new Promise<void>((settle, reject) => {
      const wanted = acknowledged + 150 + kill * 37;
      child.on("message", (at) => {
        acknowledged = Number(at);
        if (acknowledged >= wanted) child.kill("SIGKILL");
      });
      child.on("exit", (code, signal) =>
        signal === "SIGKILL" ? settle() : reject(new Error(`it ended by itself: ${code}`)),
      );
    });
  }
  const history = open(folder);
  const values: (number | null)[] = [];
  // As many at once as there may be points: of more, not each would be told.
  for (let from = 1; from <= acknowledged; from += 1_800) {
    const seen = await read(history, Math.min(acknowledged + 1, from + 1_800), from);
    values.push(...(seen.values.pending?.last ?? []));
  }
  expect(history.kept().putAside).toBeUndefined();
  expect(values).toEqual(Array.from({ length: acknowledged }, (_, at) => at + 1));
});
