import { describe, expect, it } from "vitest";
import type { TestRow } from "@/lib/model/connection-test";
import { applyRow, groupRows, sumUp, toReport } from "./test-rows";

const row = (changes: Partial<TestRow>): TestRow => ({
  step: "dns",
  address: "nats://a:4222",
  state: "ok",
  tookMs: 1,
  seen: "127.0.0.1",
  facts: [],
  advice: undefined,
  ...changes,
});
const refused = row({
  step: "auth",
  state: "failed",
  seen: "Authorization Violation",
  facts: [{ name: "User", value: "ann" }],
  advice: {
    likely: "the password is wrong",
    whatToDo: ["replace it"],
    snippet: { about: "the server's side", text: "authorization {\n}" },
  },
});

describe("the rows of a test", () => {
  it("come once a step and address, each in the place of its first word", () => {
    const rows = [
      row({ state: "running" }),
      row({ address: "nats://b:4222" }),
      row({ state: "failed" }),
    ].reduce<TestRow[]>(applyRow, []);
    expect(rows.map(({ address, state }) => [address, state])).toEqual([
      ["nats://a:4222", "failed"],
      ["nats://b:4222", "ok"],
    ]);
  });

  it("stand by address, those of the whole connection too", () => {
    const groups = groupRows([
      row({}),
      row({ step: "jetstream", address: "" }),
      row({ step: "tcp" }),
    ]);
    expect(groups.map(({ address, rows }) => [address, rows.length])).toEqual([
      ["nats://a:4222", 2],
      ["", 1],
    ]);
  });

  it("are summed up by what failed, or by what needs a look", () => {
    expect(sumUp({ state: "passed", rows: [row({})] })).toBe("It connects.");
    expect(sumUp({ state: "passed", rows: [row({ state: "attention" })] })).toMatch(/1 step needs/);
    expect(sumUp({ state: "failed", rows: [row({}), refused] })).toBe(
      "Failed at Authentication: Authorization Violation",
    );
  });

  it("make a report that says all of it in plain text", () => {
    expect(toReport("prod", { state: "failed", rows: [row({}), refused] })).toBe(
      [
        "Test of prod: Failed at Authentication: Authorization Violation",
        "",
        "nats://a:4222",
        "  OK        DNS (1 ms): 127.0.0.1",
        "  Failed    Authentication (1 ms): Authorization Violation",
        "            User: ann",
        "            Likely: the password is wrong",
        "            - replace it",
        "              authorization {",
        "              }",
        "",
      ].join("\n"),
    );
  });
});
