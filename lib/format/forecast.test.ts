import { expect, it } from "vitest";
import { formatForecast } from "./forecast";

it.each([
  [50, 100, 50 / (3.2 * 86_400), "full in about 3 d at this rate"],
  [50, 100, 0, undefined],
  [50, 100, -1, undefined],
  [50, 100, null, undefined],
  [50, undefined, 1, undefined],
  [120, 100, 1, undefined],
  [50, 100, 1e-9, undefined],
])("says of %d of %s growing by %s a second: %4$s", (used, limit, growth, words) => {
  expect(formatForecast(used, limit, growth)).toBe(words);
});
