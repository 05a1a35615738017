import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChecksums } from "./checksums";

const digest = "a".repeat(64);

describe("a SHA256SUMS file", () => {
  it("tells the digest of each file, however its line is written", () => {
    const text = `${digest}  one.tar.gz\r\n${"B".repeat(64)} *two.zip\n`;
    expect([...parseChecksums(text)]).toEqual([
      ["one.tar.gz", digest],
      ["two.zip", "b".repeat(64)],
    ]);
  });

  it("tells nothing for lines of another form", () => {
    const text = `${digest}\n${digest.slice(1)}  short\n# ${digest}  comment\n<html>\n${digest}one\n`;
    expect(parseChecksums(text).size).toBe(0);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseChecksums(text)));
  });
});
