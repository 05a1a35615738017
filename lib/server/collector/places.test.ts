import { describe, expect, it } from "vitest";
import { createPlaces } from "./places";

describe("places (T53)", () => {
  it("are never more than there are, and come free again after a failure", async () => {
    const inTurn = createPlaces(4);
    let now = 0;
    let most = 0;
    const call = async (index: number) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      if (index % 3 === 0) throw new Error("refused");
      return index;
    };
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => inTurn(() => call(index))),
    );
    expect(most).toBe(4);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(33);
  });
});
