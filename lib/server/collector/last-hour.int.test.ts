import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, beforeAll, expect, it } from "vitest";
import { consumerKey, type LagSpark } from "@/lib/model/consumers";
import { createRegistry } from "@/lib/server/connections/registry";
import type { History } from "@/lib/server/history/history";
import {
  consumerRow,
  createThreadOpener,
  makeFolder,
  openHistory,
} from "@/lib/server/history/history-lab";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createCollectors } from "./collectors";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

let openThread: ReturnType<typeof createThreadOpener>;
beforeAll(() => {
  openThread = createThreadOpener();
});

const minuteMs = 60_000;

/** A console on a folder of its own; its end is that of a stop. */
function startConsole(url: string, folder: string) {
  const history = openHistory(folder, openThread);
  const target = targetOf(url);
  const registry = createRegistry([target]);
  const collectors = createCollectors(registry, "admin", history);
  let ended: Promise<void> | undefined;
  const end = async () => {
    await collectors.close();
    await registry.close();
    await history.close();
  };
  const stop = () => {
    ended ??= end();
    return ended;
  };
  cleanUp.push(stop);
  const read = (since?: string) => collectors.get(target.id)?.consumers(since);
  return { read, stop };
}

async function startNats() {
  const server = await startServer();
  cleanUp.push(() => server.stop());
  const nc = await connectTo(server.url);
  cleanUp.push(() => nc.close());
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "S", subjects: ["s.>"] });
  const add = async (name: string) => {
    const info = await manager.consumers.add("S", { durable_name: name, ack_policy: "explicit" });
    return Date.parse(info.created);
  };
  return { url: server.url, publish: () => nc.request("s.1"), add, manager };
}

/** What was recorded in the hour before: from so many minutes ago on, for a while. */
async function record(
  folder: string,
  fromMs: number,
  minutes: number,
  rows: Parameters<History["tick"]>[1]["consumers"],
) {
  const history = openHistory(folder, openThread);
  for (let atMs = fromMs; atMs < fromMs + minutes * minuteMs; atMs += 10_000) {
    history.tick("test", { atMs, ...(rows && { consumers: rows }) });
    // Ticks that come faster than they are written are left out.
    await history.lastHour("test", atMs);
  }
  await history.close();
}

const sparkKey = (name: string) => consumerKey({ stream: "S", name });

function place(spark: LagSpark | undefined, nowMs: number, atMs: number) {
  const back = Math.floor(nowMs / minuteMs) - Math.floor(atMs / minuteMs);
  return spark?.[spark.length - 1 - back];
}

it("the last hour goes on over a restart of the console; while it was down is a gap, and another's past is not one's own", async () => {
  const { url, publish, add, manager } = await startNats();
  const { folder, remove } = makeFolder();
  cleanUp.push(remove);
  const createdMs = await add("late");
  const calmMs = await add("calm");
  await add("again");
  const fromMs = Date.now() - 40 * minuteMs;
  await record(folder, fromMs, 10, [
    consumerRow({ name: "late", createdMs, lagSeconds: 300 }),
    consumerRow({ name: "calm", createdMs: calmMs, lagSeconds: 0 }),
    // It had the name before.
    consumerRow({ name: "again", createdMs: 1, lagSeconds: 900 }),
  ]);
  await publish();

  const first = startConsole(url, folder);
  const before = await until("its line reaches back", () => {
    const now = first.read();
    return place(now?.sparks?.[sparkKey("late")], Date.now(), fromMs + 5 * minuteMs)
      ? now
      : undefined;
  });
  const nowMs = Date.now();
  const late = before.sparks?.[sparkKey("late")];
  expect(place(late, nowMs, fromMs + 5 * minuteMs)).toBeGreaterThan(285);
  expect(place(late, nowMs, fromMs + 5 * minuteMs)).toBeLessThan(315);
  expect(place(late, nowMs, fromMs - 2 * minuteMs)).toBeNull();
  expect(place(late, nowMs, fromMs + 20 * minuteMs)).toBeNull();
  const told = await until("who has begun to be behind has a line", () => {
    const now = first.read();
    return now?.sparks?.[sparkKey("calm")] && now.sparks[sparkKey("again")] ? now : undefined;
  });
  expect(place(told.sparks?.[sparkKey("calm")], nowMs, fromMs + 5 * minuteMs)).toBe(0);
  expect(place(told.sparks?.[sparkKey("calm")], nowMs, fromMs + 20 * minuteMs)).toBeNull();
  expect(place(told.sparks?.[sparkKey("again")], nowMs, fromMs + 5 * minuteMs)).toBeNull();

  // Deleted and made again while somebody watches: a line of its own.
  const { revision } = told;
  await manager.consumers.delete("S", "late");
  await add("late");
  const other = await until("it is another one", () => {
    const now = first.read(revision);
    return now?.rows.some((row) => row.name === "late" && row.createdMs !== createdMs)
      ? now
      : undefined;
  });
  expect(place(other.sparks?.[sparkKey("late")], nowMs, fromMs + 5 * minuteMs) ?? null).toBeNull();

  await first.stop();
  const second = startConsole(url, folder);
  await until("its line reaches back again", () =>
    place(second.read()?.sparks?.[sparkKey("calm")], Date.now(), fromMs + 5 * minuteMs) === 0
      ? true
      : undefined,
  );
});
