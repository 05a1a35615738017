import { describe, expect, it } from "vitest";
import { compareVersions, hasMinor, parseVersion } from "./version";
import { isPinned, isWanted } from "./wanted";

describe("a version", () => {
  it.each(["2.10.27", "v2.10.27", "2.16.0-RC.1", "2.10.27-1+deb13u1", "2.10"])(
    "%s is one",
    (text) => {
      expect(parseVersion(text)).toBeDefined();
    },
  );

  it.each(["", "2", "two", "2.x", "2.10.27 or so", "99999.0.0"])("%j is none", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it("is compared by its numbers, not by its letters", () => {
    expect(compareVersions("2.9.10", "2.10.1")).toBeLessThan(0);
    expect(compareVersions("2.10.10", "2.10.9")).toBeGreaterThan(0);
    expect(compareVersions("2.11", "2.11.0")).toBe(0);
    expect(hasMinor("2.10.27", "2.1")).toBe(false);
  });

  it("is new enough for the console from 2.11 on, and for an archive from the pinned minor on", () => {
    expect([isWanted("2.11.0", "newest"), isWanted("2.10.99", "newest")]).toEqual([true, false]);
    expect([isPinned("2.15.9", "newest"), isPinned("2.14.9", "newest")]).toEqual([true, false]);
    expect([isPinned("2.10.29", "2.10"), isPinned("2.11.0", "2.10")]).toEqual([true, false]);
  });
});
