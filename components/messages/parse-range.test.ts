import { expect, it } from "vitest";
import { parseRange } from "./parse-range";

const ns = 1_000_000n;

it("a range is read from sequences or times, both ends included, and open where nothing is typed", () => {
  expect(parseRange({ by: "sequence", from: "1,204", to: "" }, "UTC")).toEqual({
    ...{ ok: true, range: { by: "sequence", from: 1_204n } },
  });
  const times = { from: "2026-11-21 12:03:05", to: "2026-11-21T12:04:00.500Z" };
  expect(parseRange({ by: "time", ...times }, "UTC")).toEqual({
    ok: true,
    range: {
      by: "time",
      fromNs: BigInt(Date.UTC(2026, 10, 21, 12, 3, 5)) * ns,
      toNs: BigInt(Date.UTC(2026, 10, 21, 12, 4, 0, 500)) * ns + 999_999n,
    },
  });
});

it("what is no range says so beside its field", () => {
  expect(parseRange({ by: "sequence", from: "x", to: "-1" }, "UTC")).toMatchObject({
    faults: { from: expect.stringContaining("1204"), to: expect.stringContaining("1204") },
  });
  expect(parseRange({ by: "sequence", from: "9", to: "3" }, "UTC")).toMatchObject({
    faults: { to: "It is before the beginning." },
  });
  expect(parseRange({ by: "time", from: "soon", to: "" }, "UTC").ok).toBe(false);
});
