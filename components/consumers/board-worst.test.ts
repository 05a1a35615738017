import { expect, it } from "vitest";
import { worstKey } from "./board-worst";

const lag = (lagSeconds: number | null, lagMessages: bigint) => ({ lagSeconds, lagMessages });

it("worst is who is behind by most time, then by most messages; of an unknown time, above a minute", () => {
  const inOrder = [
    lag(400_000_000, 1n),
    lag(3_600, 5n),
    lag(61, 2n ** 64n),
    lag(61, 900n),
    lag(null, 2n ** 63n),
    lag(null, 3n),
    lag(60, 10n),
    lag(2, 700_000n),
    lag(2, 600_000n),
    lag(0, 1n),
    lag(0, 0n),
  ];
  const keys = inOrder.map(worstKey);
  expect(keys).toEqual(keys.toSorted((a, b) => b - a));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every(Number.isSafeInteger)).toBe(true);
});
