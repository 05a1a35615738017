import { expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import { consumerConfigGroups } from "./consumer-config-fields";

const format = createFormat({ times: "utc" });
const fields = consumerConfigGroups.flatMap((group) => group.fields);

it("says each field of a consumer's configuration once, and something also where the server says nothing", () => {
  expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  for (const { words, label, meaning } of fields) {
    expect(`${label}. ${meaning} ${words(undefined, format)}`).not.toMatch(/undefined|\[object/);
  }
});

it.each<[string, unknown, string]>([
  ["ack_wait", 30_000_000_000, "30 s"],
  ["max_deliver", -1, "no limit"],
  ["backoff", [1_000_000_000, 60_000_000_000], "1 s, 1 min"],
  ["deliver_policy", "new", "new: only what comes after it was made"],
  ["sample_freq", "100", "100%"],
  ["sample_freq", "25%", "25%"],
  ["pause_until", "2026-11-22T02:12:00.271523Z", "2026-11-22 02:12:00.271Z"],
  ["opt_start_time", "0001-01-01T00:00:00Z", "none"],
  ["num_replicas", 0, "as its stream"],
  ["opt_start_seq", 9_007_199_254_740_993n, "9007199254740993"],
])("%s %o", (name, value, words) => {
  expect(fields.find((field) => field.name === name)?.words(value, format)).toBe(words);
});
