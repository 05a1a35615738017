import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createGuardedKeeper, type GuardedKeeper, type GuardedOptions } from "./guarded";
import { consumerRow, makeFolder } from "./history-lab";
import { usualHistory } from "./settings";
import { createTickFeed } from "./tick-feed";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

const beginMs = Date.UTC(2026, 4, 4, 9, 20);

function openLab(folder: string, roomOf?: GuardedOptions["roomOf"]) {
  const options = { folder, settings: usualHistory, nowMs: () => 1_000 };
  const keeper = createGuardedKeeper({ ...options, ...(roomOf ? { roomOf } : {}) }, (why) => {
    throw new Error(why);
  });
  endings.push(() => keeper.attempt((open) => open.close()));
  const feed = createTickFeed((message) => {
    if (message.kind !== "tick") return;
    feed.taken(message.connection, keeper.tick(message.connection, message));
  });
  return {
    keeper,
    tick: (at: number) =>
      feed.tick("c", {
        atMs: beginMs + at * 10_000,
        consumers: [consumerRow({ name: "w", pending: BigInt(at) })],
      }),
  };
}

function pendingOf(keeper: GuardedKeeper, ticks: number) {
  const of = { series: ["pending" as const], stream: "S", consumer: "w", points: 100 };
  const asked = { ...of, fromMs: beginMs, toMs: beginMs + ticks * 10_000 };
  const read = keeper.attempt((open) => open.read("c", asked, keeper.kept()));
  return read.ok ? read.value.values.pending?.last : read.why;
}

function makeSmallDisk(): string {
  const { folder, remove } = makeFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], { stdio: "pipe" });
  endings.push(remove, () => execFileSync("umount", ["-l", folder]));
  return folder;
}

function canMount(): boolean {
  try {
    makeSmallDisk();
    return true;
  } catch {
    return false;
  } finally {
    for (const end of endings.splice(0).reverse()) end();
  }
}

describe("R11 a disk without room", () => {
  it("pauses the history before it is full, reads on, and resumes by itself with a gap", () => {
    const { folder, remove } = makeFolder();
    endings.push(remove);
    const room = { freeBytes: 100 * 2 ** 30, totalBytes: 100 * 2 ** 30 };
    const { keeper, tick } = openLab(folder, () => room);
    tick(0);
    tick(1);
    expect(existsSync(join(folder, "history.ballast"))).toBe(true);
    room.freeBytes = 2 ** 20;
    tick(2);
    tick(3);
    expect(keeper.kept().state).toEqual({
      ...{ kind: "paused", why: "Less than 1,024 MiB are free on the disk.", sinceMs: 1_000 },
    });
    expect(existsSync(join(folder, "history.ballast"))).toBe(false);
    expect(pendingOf(keeper, 4)).toEqual([0, 1, null, null]);
    // A little more than the least is not enough to begin again.
    room.freeBytes = 1.1 * 2 ** 30;
    tick(4);
    expect(keeper.kept().state.kind).toBe("paused");
    room.freeBytes = 100 * 2 ** 30;
    tick(5);
    tick(6);
    expect(keeper.kept().state).toEqual({ kind: "on" });
    expect(pendingOf(keeper, 7)).toEqual([0, 1, null, null, null, 5, 6]);
  });

  it.skipIf(!canMount())("does so, too, when the disk is full all of a sudden", () => {
    const folder = makeSmallDisk();
    const plenty = { freeBytes: 2 ** 40, totalBytes: 2 ** 40 };
    // Nobody looks: the file itself runs out of room.
    const { keeper, tick } = openLab(folder, () => ({
      ...plenty,
      freeBytes: plenty.totalBytes / 20,
    }));
    tick(0);
    const filler = join(folder, "filler");
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    let at = 1;
    while (keeper.kept().state.kind === "on" && at < 5_000) tick(at++);
    expect(keeper.kept().state).toMatchObject({ why: expect.stringContaining("takes nothing") });
    const before = pendingOf(keeper, at);
    expect(before?.[0]).toBe(0);
    rmSync(filler);
    tick(at);
    expect(keeper.kept().state).toEqual({ kind: "on" });
    expect((pendingOf(keeper, at + 1) as number[]).at(-1)).toBe(at);
  });
});
