import { expect, it } from "vitest";
import { cutArrays } from "./json-cut";
import { createPieceReader } from "./pieces";
import { timeOf } from "./time";

type Told = { name: string; atMs?: number; config: object; lag: number };

/** A reader of elements that counts how many it parses. */
function createCounting() {
  let parsed = 0;
  const reader = createPieceReader<Told>((json) => {
    parsed++;
    const { name, ts, config, lag = 0 } = json as Told & { ts?: string };
    const atMs = timeOf(ts);
    if (typeof name !== "string") return { ok: false, detail: "no name" };
    return { ok: true, value: { name, config, lag, ...(atMs === undefined ? {} : { atMs }) } };
  });
  const read = (...all: object[]) => {
    parsed = 0;
    const text = JSON.stringify({ all }, undefined, 1);
    const found = reader.read(text, cutArrays(text, "all").arrays[0] ?? []);
    return { parsed, ...found };
  };
  return read;
}

const one = (second: number, more: object = {}) => ({
  ...{ name: "a", config: { pause: "é" } },
  ...more,
  ts: `2026-01-01T00:00:0${second}.5Z`,
});

it("parses only who says something else than the last time, and tells of each when it was", () => {
  const read = createCounting();
  const other = one(0, { name: "b" });
  const first = read(one(1), other);
  expect(first).toMatchObject({ parsed: 2, value: [{ name: "a" }, { name: "b" }] });
  const again = read(other, one(2));
  expect(again).toMatchObject({ parsed: 0, value: [{ name: "b" }, { name: "a" }] });
  if (!first.ok || !again.ok) throw new Error("not read");
  expect(again.value[1]?.atMs).toBe(Date.parse("2026-01-01T00:00:02.5Z"));
  expect(first.value[0]?.atMs).toBe(Date.parse("2026-01-01T00:00:01.5Z"));
  expect(again.value[1]?.config).toBe(first.value[0]?.config);
  expect(read(one(3, { lag: 1 }), other)).toMatchObject({
    ...{ parsed: 1, value: [{ name: "a", lag: 1 }, { name: "b" }] },
  });
  // And back: what counts is the last time.
  expect(read(one(4))).toMatchObject({ parsed: 1, value: [{ name: "a", lag: 0 }] });
});

it("takes for nothing new how long a copy has been silent", () => {
  const read = createCounting();
  const clustered = (second: number, active: number, current = true) =>
    one(second, { cluster: { replicas: [{ name: "n2", current, active }] } });
  read(clustered(1, 17));
  expect(read(clustered(2, 123_456)).parsed).toBe(0);
  expect(read(clustered(3, 123_456, false)).parsed).toBe(1);
});

it("parses each time who has a time that is not the reading's", () => {
  const read = createCounting();
  const without = (ts: string) => ({ name: "a", config: { ts } });
  read(without("2026-01-01T00:00:01Z"));
  expect(read(without("2026-01-01T00:00:02Z")).parsed).toBe(1);
});

it("is not misled by metadata that is called like a moment", () => {
  const read = createCounting();
  const marked = (second: number, metadata: object) => one(second, { config: { metadata } });
  read(marked(1, { ts: "1" }));
  expect(read(marked(2, { ts: "2" }))).toMatchObject({
    ...{ parsed: 1, value: [{ config: { metadata: { ts: "2" } } }] },
  });
  read(marked(3, { active: "1" }));
  expect(read(marked(4, { active: "2" })).parsed).toBe(1);
});

it("says what is wrong with one that can't be read", () => {
  expect(createCounting()({ lag: 1 })).toMatchObject({ ok: false, detail: "no name" });
});
