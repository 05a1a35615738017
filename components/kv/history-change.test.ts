import { expect, it } from "vitest";
import type { KvRevision } from "@/lib/model/kv";
import { changeWords } from "./history-change";

const revision = (text: string, more: Partial<KvRevision> = {}): KvRevision => ({
  ...{ key: "k", revision: 1n, timeNs: 0n, sizeBytes: text.length, isCut: false },
  ...{ value: new TextEncoder().encode(text), operation: { kind: "put" } },
  ...more,
});

it("a revision of JSON says what it changed, to the digit", () => {
  const before = revision('{"a":{"b":18446744073709551614},"c":1}');
  const after = revision('{"a":{"b":18446744073709551615},"d":1}');
  expect(changeWords(after, before)).toBe(
    "a.b: 18446744073709551614 → 18446744073709551615, and 2 more",
  );
  expect(changeWords(before, before)).toBe("the same JSON");
});

it("nothing is said where there is no JSON on both sides", () => {
  const json = revision("{}");
  expect(changeWords(json, undefined)).toBeUndefined();
  expect(changeWords(json, revision("plain"))).toBeUndefined();
  expect(changeWords(json, revision("", { operation: { kind: "delete" } }))).toBeUndefined();
});
