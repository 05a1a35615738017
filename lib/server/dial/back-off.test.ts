import { expect, it } from "vitest";
import { createBackOff } from "./back-off";

it("waits twice as long each time, up to two seconds, and starts over after a success", () => {
  const backOff = createBackOff(() => 0.5);
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    backOff.failed();
    return backOff.delayMs();
  });
  expect(waits).toEqual([250, 500, 1000, 2000, 2000, 2000]);
  backOff.succeeded();
  expect(backOff.delayMs()).toBe(250);
});

it("says the same however often it is asked about one attempt", () => {
  const draws = [0.1, 0.9, 0.3];
  const backOff = createBackOff(() => draws.shift() ?? 0);
  backOff.failed();
  expect(backOff.delayMs()).toBe(backOff.delayMs());
});

it("spreads the waits by a fifth", () => {
  expect(createBackOff(() => 0).delayMs()).toBe(200);
  expect(createBackOff(() => 1).delayMs()).toBe(300);
});
