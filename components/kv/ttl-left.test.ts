import { describe, expect, it } from "vitest";
import { expiryMs } from "./ttl-left";

const put = { kind: "put" } as const;
const at = { timeNs: 1_000_000_000n, operation: put };

describe("when a value goes", () => {
  it("is by its own time or its bucket's, whichever is sooner", () => {
    const bucket = { ttlMs: 60_000, hasKeyTtl: true };
    expect(expiryMs({ ...at, ttl: "30s" }, bucket)).toBe(31_000);
    expect(expiryMs({ ...at, ttl: "5" }, bucket)).toBe(6_000);
    expect(expiryMs({ ...at, ttl: "2h" }, bucket)).toBe(61_000);
    expect(expiryMs({ ...at, ttl: "never" }, bucket)).toBe(61_000);
  });

  it("is never where nothing says so, nor by a header that the bucket does not heed", () => {
    expect(expiryMs(at, { ttlMs: undefined, hasKeyTtl: true })).toBeUndefined();
    expect(expiryMs({ ...at, ttl: "30s" }, { ttlMs: undefined, hasKeyTtl: false })).toBeUndefined();
  });
});
