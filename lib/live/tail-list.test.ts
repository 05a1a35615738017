import { describe, expect, it } from "vitest";
import { tailKeptBytes } from "./limits";
import { createTailList } from "./tail-list";
import { createByteSearch } from "./tail-match";
import { createTailSampler } from "./tail-sampler";

const message = (subject: string, size = 1) => ({
  ...{ atMs: 0, subject, reply: "", headers: [], body: new Uint8Array(size), bodyBytes: size },
});
const numbers = (list: ReturnType<typeof createTailList>, anchor?: number) =>
  list.rows(anchor, 0, 5).map(({ no }) => no);

describe("[L4] the list of a tail", () => {
  it("keeps the newest, by rows and by bytes", () => {
    const list = createTailList(3);
    for (let at = 0; at < 10_000; at++) list.add(message("a"));
    expect(numbers(list)).toEqual([10_000, 9_999, 9_998]);
    expect(list.get(9_997)).toBeUndefined();
    list.setKeepRows(1_000);
    for (let at = 0; at < 100; at++) list.add(message("big", 1024 * 1024));
    expect(list.size().bytes).toBeLessThanOrEqual(tailKeptBytes);
    expect(list.size().rows).toBe(31);
  });

  it("gives up no row that is looked at, and takes none in instead", () => {
    const list = createTailList(4);
    for (let at = 0; at < 4; at++) list.add(message("a"));
    list.pin(2);
    expect(list.add(message("a"))).toBe(true);
    expect(list.add(message("a"))).toBe(false);
    expect(numbers(list, 4)).toEqual([4, 3, 2]);
    expect(list.around(4)).toEqual({ total: 3, newer: 1 });
    list.pin(undefined);
    expect(list.add(message("a"))).toBe(true);
    expect(numbers(list)).toEqual([6, 5, 4, 3]);
  });

  it("shows what fits a filter, and all again without one", () => {
    const list = createTailList(100);
    for (const subject of ["a", "b", "a", "b"]) list.add(message(subject));
    list.refine((entry) => entry.kind === "message" && entry.message.subject === "b");
    expect(numbers(list)).toEqual([4, 2]);
    list.add(message("b"));
    expect(numbers(list)).toEqual([5, 4, 2]);
    list.refine(undefined);
    expect(list.around(undefined)).toEqual({ total: 5, newer: 0 });
  });
});

it("a sampler takes all of a few, and of many no more than it may, from all over", () => {
  const sampler = createTailSampler({ rows: 10 }, () => 0.5);
  const taken = (offered: number) =>
    Array.from({ length: offered }, (_, at) => at).filter(() => sampler.takes(1));
  expect(taken(10)).toHaveLength(10);
  sampler.beat();
  expect(taken(1_000)).toHaveLength(10);
  sampler.beat();
  const spread = taken(1_000);
  expect(spread.length).toBeLessThanOrEqual(10);
  expect(spread.at(-1)).toBeGreaterThan(800);
});

it("a search finds a text in bytes, in either case, and nothing else", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const find = createByteSearch("Ünï-Key");
  expect(find(bytes("xxÜnï-kEYxx"))).toBe(true);
  expect(find(bytes("xxÜnï-kE"))).toBe(false);
  expect(createByteSearch("aab")(bytes("aaab"))).toBe(true);
});
