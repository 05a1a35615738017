import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSha256 } from "./sha256";

const hexOf = (pieces: Uint8Array[]) => {
  const hash = createSha256();
  for (const piece of pieces) hash.update(piece);
  return Buffer.from(hash.digest()).toString("hex");
};

describe("SHA-256", () => {
  it("is the platform's own, in whatever pieces the bytes come", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
        const expected = createHash("sha256").update(Buffer.concat(pieces)).digest("hex");
        expect(hexOf(pieces)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(Array.from({ length: 130 }, (_, length) => length))("is right for %i bytes", (length) => {
    const bytes = new Uint8Array(length).fill(0xab);
    expect(hexOf([bytes])).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("is right for what is a part of a larger buffer", () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, n) => n).subarray(3, 771);
    expect(hexOf([bytes])).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});
