import { expect, it } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import { resultOf, toMergeTexts } from "./merge-texts";

const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (value: Uint8Array): KvEntry => ({
  ...{ key: "k", revision: 1n, timeNs: 0n, sizeBytes: value.length, value },
  operation: { kind: "put" },
});
const merge = (was: string, theirs: string, mine: string) =>
  toMergeTexts({ was: entry(bytes(was)), theirs: entry(bytes(theirs)), value: bytes(mine) });

it("JSON on one line is merged by its elements, and stays on one line", () => {
  const big = '{"id":18446744073709551615,"a":1,"x":0,"y":0,"b":1}';
  const texts = merge(big, big.replace('"a":1', '"a":2.0'), big.replace('"b":1', '"b":3'));
  const result = resultOf(texts?.parts ?? [], {});
  expect(result.unresolved).toBe(0);
  expect(texts?.encode(result.text)).toEqual(
    bytes('{"id":18446744073709551615,"a":2.0,"x":0,"y":0,"b":3}'),
  );
});

it("a conflict waits for a choice: one side, both, or lines of one's own", () => {
  const parts = merge("1\n2\n3", "1\nt\n3", "1\nm\n3")?.parts ?? [];
  expect(resultOf(parts, {})).toEqual({ text: "1\n3", unresolved: 1 });
  const texts = [
    { pick: "theirs" },
    { pick: "mine" },
    { pick: "both" },
    { pick: "edit", text: "x\ny" },
    { pick: "edit", text: "" },
  ] as const;
  expect(texts.map((choice) => resultOf(parts, { 1: choice }).text)).toEqual([
    "1\nt\n3",
    "1\nm\n3",
    "1\nt\nm\n3",
    "1\nx\ny\n3",
    "1\n3",
  ]);
});

it("bytes that are no text, and a value that was deleted, have no lines", () => {
  const binary = Uint8Array.from([255, 0]);
  expect(toMergeTexts({ was: null, theirs: entry(binary), value: bytes("x") })).toBeUndefined();
  const gone: KvEntry = { ...entry(new Uint8Array()), operation: { kind: "delete" } };
  expect(toMergeTexts({ was: null, theirs: gone, value: bytes("x") })).toBeUndefined();
});
