import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { maxTargetBytes } from "./limits";
import { parseRequestTarget } from "./request-target";

describe("T08 request target", () => {
  test.each([
    ["/", "/", ""],
    ["/c/local", "/c/local", ""],
    ["/c/local/streams/ORDERS/messages?seq=1", "/c/local/streams/ORDERS/messages", "seq=1"],
    ["/c/a%20b", "/c/a%20b", ""],
    ["/c/%E2%82%AC", "/c/%E2%82%AC", ""],
    ["/?next=//evil.example", "/", "next=//evil.example"],
    ["/c/local/tail?q=\\d+", "/c/local/tail", "q=\\d+"],
    ["/a?b?c", "/a", "b?c"],
    ["/c/..local", "/c/..local", ""],
    ["/_next/static/chunks/a~b-(c)%5Bd%5D.js", "/_next/static/chunks/a~b-(c)%5Bd%5D.js", ""],
  ])("lets %s in", (target, path, query) => {
    expect(parseRequestTarget(target)).toEqual({ ok: true, path, query });
  });

  test.each([
    [""],
    ["*"],
    ["?a=b"],
    ["evil.example:443"],
    ["http://evil.example/"],
    ["https://evil.example/c/local"],
    ["//evil.example"],
    ["///evil.example"],
    ["//evil.example/%2e%2e"],
    ["/\\evil.example"],
    ["\\evil.example"],
    ["/\\/evil.example"],
    ["/c//local"],
    ["/%2f%2fevil.example"],
    ["/%2F/evil.example"],
    ["/%5cevil.example"],
    ["/%5C%5Cevil.example"],
    ["/../etc/passwd"],
    ["/c/./local"],
    ["/c/%2e%2e/settings"],
    ["/c/.%2E"],
    ["/c/%00"],
    ["/c/%0d%0aSet-Cookie:a=b"],
    ["/c/%7F"],
    ["/c/%zz"],
    ["/c/%"],
    ["/c/%ff"],
    ["/c/local#x"],
    ["/c/a b"],
    ["/c/a\tb"],
    ["/c/\u00e9"],
    ["/c/local?a=\u0001"],
    [`/${"a".repeat(maxTargetBytes)}`],
  ])("refuses %j", (target) => {
    expect(parseRequestTarget(target)).toEqual({ ok: false, why: expect.any(String) });
  });

  it("lets in the longest address and not one byte more", () => {
    const longest = `/${"a".repeat(maxTargetBytes - 1)}`;
    expect(parseRequestTarget(longest).ok).toBe(true);
    expect(parseRequestTarget(`${longest}a`).ok).toBe(false);
  });

  it("never lets in what a browser could take for another host", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "%2f",
      "%5C",
      "..",
      "%2e",
      "evil.example",
      "?",
      "@",
      ":",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const parsed = parseRequestTarget(pieces.join(""));
        if (!parsed.ok) return;
        for (const path of [parsed.path, decodeURIComponent(parsed.path)]) {
          expect(new URL(path, "http://own.example").origin).toBe("http://own.example");
        }
      }),
      { numRuns: 2000 },
    );
  });
});
