import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import type { KvFeedFrame } from "@/lib/model/kv-feed";
import { createKvFeedBook } from "./kv-feed-book";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function entry(n: number, value = `v${n}`, kind: "put" | "delete" = "put"): KvEntry {
  const bytes = new TextEncoder().encode(value);
  return {
    ...{ key: `k${n}`, revision: BigInt(n), timeNs: 0n, operation: { kind }, value: bytes },
    sizeBytes: bytes.length,
  };
}

function start(isVisible = true) {
  const frames: KvFeedFrame[] = [];
  const hear = (frame: KvFeedFrame) => frames.push(frame);
  const book = createKvFeedBook(true, { hear, isVisible: () => isVisible });
  const next = async (ms = 100) => {
    await vi.advanceTimersByTimeAsync(ms);
    return frames;
  };
  return { book, frames, next };
}

it("tells ten times a second at most, and once a second to nobody", async () => {
  const { book, next } = start();
  for (let n = 1; n <= 50; n++) {
    book.take(entry(n));
    await vi.advanceTimersByTimeAsync(10);
  }
  expect((await next()).length).toBeLessThanOrEqual(6);
  const hidden = start(false);
  hidden.book.take(entry(1));
  await hidden.next();
  hidden.book.take(entry(2));
  expect((await hidden.next(500)).length).toBe(1);
  expect((await hidden.next(600)).flatMap(({ rows }) => rows).length).toBe(2);
});

it("counts on while it is paused, tells what it held when it goes on, and what it had no room for", async () => {
  const { book, next } = start();
  book.pause(true);
  for (let n = 1; n <= 1_010; n++) book.take(entry(n, "x", n % 2 ? "put" : "delete"));
  const paused = (await next()).at(-1);
  expect(paused?.rows).toEqual([]);
  expect(paused?.counts).toMatchObject({ came: 1_010, deletions: 505, held: 1_000, leftOut: 10 });
  book.pause(false);
  const on = (await next()).at(-1);
  expect(on?.rows.map(({ revision }) => revision).at(0)).toBe(11n);
  expect(on?.rows.length).toBe(1_000);
  expect(on?.counts).toMatchObject({ came: 1_010, held: 0, leftOut: 10 });
});

it("counts from nothing when it is cleared, and says so of each frame", async () => {
  const { book, next } = start();
  book.take(entry(1));
  expect((await next()).at(-1)?.clears).toBe(0);
  book.clear();
  const cleared = (await next()).at(-1);
  expect(cleared).toMatchObject({ clears: 1, rows: [], counts: { came: 0, missed: 0n } });
});

it("tells times without a connection, and shows a value's beginning as whole letters", async () => {
  const { book, next } = start();
  book.reading();
  book.away();
  expect((await next()).at(-1)?.state.state).toBe("away");
  await vi.advanceTimersByTimeAsync(5_000);
  book.again(false);
  book.take(entry(1, "ä".repeat(200)));
  book.take({ ...entry(2), value: Uint8Array.of(255), sizeBytes: 1 });
  const frame = (await next()).at(-1);
  const [gap] = frame?.gaps ?? [];
  expect((gap?.toMs ?? 0) - (gap?.fromMs ?? 0)).toBeGreaterThanOrEqual(5_000);
  expect(frame?.rows.map(({ preview }) => preview)).toEqual(["ä".repeat(120), undefined]);
});
