import { expect, it } from "vitest";
import { worstKey } from "./board-worst";

const atMs = Date.UTC(2026, 10, 21);
const lag = (lagSeconds: number | null, lagMessages: bigint) => ({ lagSeconds, lagMessages, atMs });

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
    lag(2, 100_000n),
    lag(0, 1n),
    lag(0, 0n),
  ];
  const keys = inOrder.map(worstKey);
  expect(keys).toEqual(keys.toSorted((a, b) => b - a));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every(Number.isSafeInteger)).toBe(true);
});

it("who stands still keeps its key, however its lag grows with time", () => {
  const first = worstKey({ lagSeconds: 70.2, lagMessages: 900n, atMs });
  expect(worstKey({ lagSeconds: 72.2, lagMessages: 930n, atMs: atMs + 2_000 })).toBe(first);
  expect(worstKey({ lagSeconds: 70.2, lagMessages: 930n, atMs: atMs + 2_000 })).toBeLessThan(first);
});
