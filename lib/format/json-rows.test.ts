import { describe, expect, it } from "vitest";
import { findInJson, maxDepth, openAtFirst, toJsonRows } from "./json-rows";
import { formatJson } from "./json-text";
import { formatPath } from "./path";

const config = {
  name: "ORDERS",
  subjects: ["orders.eu", "orders.us"],
  placement: { tags: ["ssd"] },
  first_seq: 18_446_744_073_709_551_615n,
};

describe("a value as rows", () => {
  it("shows what is open and counts what is not", () => {
    expect(toJsonRows(config, new Set(["subjects"])).map(({ path, size }) => [path, size])).toEqual(
      [
        ["name", undefined],
        ["subjects", 2],
        ["subjects[0]", undefined],
        ["subjects[1]", undefined],
        ["placement", 1],
        ["first_seq", undefined],
      ],
    );
  });

  it("finds keys and values of any depth, whatever the case, with the digits of large numbers", () => {
    const paths = (word: string) => findInJson(config, word).map((row) => row.path);
    expect(paths("ORDERS")).toEqual(["name", "subjects[0]", "subjects[1]"]);
    expect(paths("tags")).toEqual(["placement.tags"]);
    expect(paths("18446744073709551615")).toEqual(["first_seq"]);
    expect(paths("")).toEqual([]);
  });

  it("opens at first only as much as a page holds", () => {
    expect([...openAtFirst(config, 2)]).toEqual(["subjects", "placement"]);
    expect([...openAtFirst({ many: Array(10_000).fill(0) }, 2)]).toEqual([]);
  });

  it("goes no deeper than its limit", () => {
    let deep: unknown = "end";
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    const rows = findInJson(deep, "[") && toJsonRows(deep, new Set());
    expect(rows).toHaveLength(1);
    expect(findInJson(deep, "end")).toEqual([]);
    expect(maxDepth).toBe(64);
  });
});

describe("a path", () => {
  it.each([
    [["config", "subjects", 0], "config.subjects[0]"],
    [["headers", "Nats-Msg-Id"], 'headers["Nats-Msg-Id"]'],
    [["0"], '["0"]'],
    [["größe"], "größe"],
    [["a.b", "__proto__"], '["a.b"].__proto__'],
  ])("of %j is written %s", (steps, text) => {
    expect(formatPath(steps)).toBe(text);
  });
});

describe("a value as JSON text", () => {
  it("keeps every digit, and is not fooled by text that looks like a number", () => {
    const text = formatJson({ seq: 18_446_744_073_709_551_615n, text: "1n:0", list: [1n] });
    expect(JSON.parse(text.replace("18446744073709551615", "1"))).toEqual({
      seq: 1,
      text: "1n:0",
      list: [1],
    });
    expect(text).toContain('"seq": 18446744073709551615');
  });
});
