import { describe, expect, it } from "vitest";
import type { KvFileReading } from "@/lib/format/kv-file-read";
import { openKvFile } from "./kv-bulk-file";

function valueIn(reading: KvFileReading): string {
  if (!reading.ok) return reading.why;
  const { change } = reading.entry;
  return change.kind === "put" ? Buffer.from(change.value).toString() : change.kind;
}

/** Every entry: its line, its key or what is wrong, and what is read again at its place. */
async function read(text: string | Uint8Array, name = "keys.json") {
  const file = await openKvFile(new Blob([text as BlobPart]), name);
  const told: (string | number)[][] = [];
  for await (const { line, at, end, reading } of file.pieces()) {
    if (!reading.ok) {
      told.push([line, reading.why]);
      continue;
    }
    const { key } = reading.entry;
    const again = await file.read({ at, end, key });
    expect(valueIn(again)).toBe(valueIn(reading));
    told.push([line, key, valueIn(reading)]);
  }
  return { shape: file.shape, told };
}

describe("a file of keys", () => {
  it("is a map, an array, or lines, by how it begins", async () => {
    expect(await read('{\n  "a": "1",\n  "b": {"x": [1, "}"]}\n}\n')).toEqual({
      shape: "map",
      told: [
        [2, "a", "1"],
        [3, "b", '{"x": [1, "}"]}'],
      ],
    });
    const one = '{"key":"a","value":"1"}';
    const two = '{"key":"b","operation":"delete"}';
    const entries = [
      [1, "a", "1"],
      [2, "b", "delete"],
    ];
    expect(await read(`\ufeff${one}\r\n${two}`)).toEqual({ shape: "lines", told: entries });
    expect(await read(`[${one},\n${two}]`)).toEqual({ shape: "array", told: entries });
    expect(await read('{"key":"is a name of a map"}')).toMatchObject({ shape: "map" });
    expect(await read("")).toEqual({ shape: "lines", told: [] });
  });

  it("is refused line by line, and the others are read", async () => {
    const text = 'oops\n\n{"key":"a","value":"1"}\n{"key":"a b","value":"1"}';
    expect(await read(text, "keys.jsonl")).toEqual({
      shape: "lines",
      told: [
        [1, expect.stringMatching(/no JSON/)],
        [3, "a", "1"],
        [4, expect.stringMatching(/spaces/)],
      ],
    });
  });

  it("that is broken in the middle says where, and what stood before is read", async () => {
    const { told } = await read('{"a": "1",\n "b": "2"\n "c": "3"}');
    expect(told).toEqual([
      [1, "a", "1"],
      [2, "b", "2"],
      [3, expect.stringMatching(/A comma.*Nothing behind it is read/)],
    ]);
  });

  it("is read over the ends of its pieces", async () => {
    const long = "ä".repeat(900_000);
    const map = Object.fromEntries([1, 2, 3].map((n) => [`k${n}`, `${n}${long}`]));
    for (const text of [
      JSON.stringify(map),
      JSON.stringify(Object.entries(map).map(([key, value]) => ({ key, value }))),
      Object.entries(map)
        .map(([key, value]) => JSON.stringify({ key, value }))
        .join("\n"),
    ]) {
      const { told } = await read(text);
      const isSame = told.every(([, key, value]) => map[String(key)] === value);
      expect([told.length, isSame]).toEqual([3, true]);
    }
  });
});
