import { describe, expect, it } from "vitest";
import { toKeysFile } from "./keys-file";

const state = {
  ...{ revision: 9_007_199_254_740_993n, timeNs: 1_700_000_000_000_000_001n },
  ...{ operation: { kind: "put" } as const, sizeBytes: 5, ttl: "30s" },
};
const stateOf = (key: string) => (key === "known" ? state : undefined);

describe("a file of keys", () => {
  it("has every digit, and of what is not known nothing, as JSON lines", async () => {
    const file = await toKeysFile(["known", 'a"b'], stateOf, "jsonl");
    expect(await file.text()).toBe(
      `{"key":"known","revision":9007199254740993,"time":"2023-11-14T22:13:20.000000001Z","sizeBytes":5,"operation":"put","ttl":"30s"}\n{"key":"a\\"b"}\n`,
    );
  });

  it("is CSV that a spreadsheet takes for no formula", async () => {
    const file = await toKeysFile(["=cmd", "known"], stateOf, "csv");
    expect(await file.text()).toBe(
      "key,revision,time,sizeBytes,operation,ttl\r\n'=cmd,,,,,\r\nknown,9007199254740993,2023-11-14T22:13:20.000000001Z,5,put,30s\r\n",
    );
  });
});
