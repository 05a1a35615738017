import { expect, it } from "vitest";
import { parseDecoderChoices, subjectPattern } from "./decoder-choices";

it("a choice is for all subjects that differ in an id only", () => {
  const patterns = [
    ["orders.eu.created", "orders.eu.created"],
    ["orders.4711.paid", "orders.*.paid"],
    ["user.550e8400-e29b-41d4-a716-446655440000", "user.*"],
    ["v1.events", "v1.events"],
    ["job.MDGR3VN2QKJZ7XW5TYHB4C.done", "job.*.done"],
  ];
  expect(patterns.map(([subject = ""]) => subjectPattern(subject))).toEqual(
    patterns.map(([, pattern]) => pattern),
  );
});

it("what is broken in the browser's storage is as if nothing had been chosen", () => {
  const good = { stream: "S", pattern: "a.*", decoder: "zstd" };
  const stored = (choices: unknown, version = 1) => JSON.stringify({ version, choices });
  expect(parseDecoderChoices(stored([good, { ...good, decoder: "eval" }, null, 7]))).toEqual([
    good,
  ]);
  for (const text of [null, "", "{", "null", stored("x"), stored([good], 2)]) {
    expect(parseDecoderChoices(text)).toEqual([]);
  }
  expect(parseDecoderChoices(stored(new Array(1_000).fill(good)))).toHaveLength(200);
});
