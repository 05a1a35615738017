import { describe, expect, it } from "vitest";
import { otherFields } from "@/components/ui/config-words";
import { createFormat } from "@/lib/format/format";
import type { Json } from "@/lib/model/json";
import { configGroups } from "./config-fields";

const format = createFormat({ times: "utc" });
const fields = configGroups.flatMap((group) => group.fields);
const say = (name: string, value: Json | undefined) =>
  fields.find((field) => field.name === name)?.words(value, format);

describe("a stream's configuration in words", () => {
  it("says each field once, and something of it also where the server says nothing", () => {
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    for (const { words, label, meaning } of fields) {
      expect(`${label}. ${meaning} ${words(undefined, format)}`).not.toMatch(/undefined|\[object/);
    }
  });

  it.each<[string, Json, string]>([
    ["max_msgs", -1, "no limit"],
    ["max_msgs", 9_007_199_254_740_993n, "9,007,199,254,740,993"],
    ["max_bytes", 33_554_432, "32 MiB (33,554,432 bytes)"],
    ["max_age", 259_200_000_000_000, "3 d"],
    ["retention", "workqueue", "work queue: until one consumer has acknowledged them"],
    ["placement", { cluster: "eu", tags: ["ssd"] }, "cluster eu, tags ssd"],
    ["mirror", { name: "A", filter_subject: "a.>" }, "A, only a.>"],
    ["metadata", { "_nats.ver": "2.15.1", team: "shop" }, "team: shop"],
    ["republish", { src: ">", dest: "live.>", headers_only: true }, "> to live.>, headers only"],
  ])("%s %o", (name, value, words) => {
    expect(say(name, value)).toBe(words);
  });

  it("shows a field that it does not know as it is", () => {
    const [other] = otherFields(configGroups, { name: "A", of_tomorrow: { a: 1 } });
    expect(other?.name).toBe("of_tomorrow");
    expect(other?.words({ a: 1 }, format)).toContain('"a": 1');
  });
});
