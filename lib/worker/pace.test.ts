import { describe, expect, it } from "vitest";
import { createPace } from "./pace";

function setUp(random?: () => number) {
  let nowMs = 1_000_000;
  const pace = createPace({ now: () => nowMs, ...(random ? { random } : {}) });
  return {
    pace,
    pass: (ms: number) => {
      nowMs += ms;
    },
    fail: () => {
      pace.attempt();
      pace.lost({ code: 1006, reason: "" });
      return pace.restMs();
    },
  };
}

const middle = () => 0.5;

describe("T50 the pace of a link", () => {
  it("doubles from a quarter of a second to one and a half, for ever", () => {
    const { fail } = setUp(middle);
    expect([fail(), fail(), fail(), fail(), fail(), fail()]).toEqual([
      250, 500, 1_000, 1_500, 1_500, 1_500,
    ]);
  });

  it.each([0, 1, 2, 3, 10])(
    "after %i failures, ten thousand tabs are spread evenly from half to one and a half times the wait",
    (failures) => {
      const plainMs = Math.min(250 * 2 ** failures, 1_500);
      const bins = Array.from({ length: 20 }, () => 0);
      for (let tab = 0; tab < 10_000; tab++) {
        const { fail } = setUp();
        for (let before = 0; before < failures; before++) fail();
        const share = fail() / plainMs - 0.5;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
        const bin = Math.floor(share * bins.length);
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      // 500 a bin on average; seven standard deviations are 153.
      expect(Math.min(...bins)).toBeGreaterThan(347);
      expect(Math.max(...bins)).toBeLessThan(653);
    },
  );

  it("begins anew after it came in", () => {
    const { pace, fail } = setUp(middle);
    for (let round = 0; round < 5; round++) fail();
    pace.attempt();
    pace.succeeded();
    pace.lost({ code: 4503, reason: "down" });
    expect(pace.restMs()).toBe(250);
  });

  it.each([4003, 4401, 4404])("asks seldom after %i, which somebody has to mend", (code) => {
    const { pace } = setUp(middle);
    pace.attempt();
    pace.lost({ code, reason: "no" });
    expect(pace.restMs()).toBe(15_000);
  });

  it("comes back when it is told to", () => {
    const { pace } = setUp(middle);
    pace.attempt();
    pace.succeeded();
    pace.lost({ code: 1012, reason: "The console restarts; come back in 1.3 s." });
    expect(pace.restMs()).toBe(1_300);
  });

  it("opens a changed connection at once, but not again and again", () => {
    const { pace } = setUp(middle);
    pace.attempt();
    pace.succeeded();
    pace.lost({ code: 4004, reason: "" });
    expect(pace.restMs()).toBe(0);
    pace.attempt();
    pace.lost({ code: 4004, reason: "" });
    expect(pace.restMs()).toBe(250);
  });

  it("asks every half minute while nobody sees the tab, and at once when somebody does", () => {
    const { pace, pass, fail } = setUp(middle);
    pace.setVisible(false);
    fail();
    expect(pace.restMs()).toBe(30_000);
    pass(5_000);
    pace.setVisible(true);
    expect(pace.restMs()).toBe(0);
    fail();
    expect(pace.restMs()).toBe(500);
  });

  it("opens the first time at once, seen or not", () => {
    const { pace } = setUp();
    pace.setVisible(false);
    expect(pace.restMs()).toBe(0);
  });

  it("looks after a refusal at once when the tab is seen again", () => {
    const { pace } = setUp(middle);
    pace.attempt();
    pace.lost({ code: 4401, reason: "no" });
    pace.setVisible(false);
    pace.setVisible(true);
    expect(pace.restMs()).toBe(0);
  });
});
