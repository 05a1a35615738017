import { expect, it } from "vitest";
import { type LagMatrix, unknownCell } from "@/lib/model/history";
import { toPicture } from "./lag-bands";
import { cellOfLag } from "./lag-cell";

const matrix: Omit<LagMatrix, "bands"> = {
  ...{ fromMs: 0, stepMs: 10_000, columns: 2, rows: [], cells: new Uint8Array(0) },
  kept: { state: { kind: "on" }, levels: [], bytes: 0, maxBytes: 1, isShortened: false },
};

function band(worst: number, mean: number, consumers: number) {
  return {
    ...{ stream: `B${worst}`, consumers },
    worst: Uint8Array.from([cellOfLag(worst), unknownCell]),
    mean: Uint8Array.from([cellOfLag(mean), unknownCell]),
  };
}

it("the calmest streams share one last band: its worst, and the mean over all", () => {
  const bands = Array.from({ length: 4 }, (_, n) => band(1_000 * 2 ** n, 500, 1));
  const picture = toPicture({ ...matrix, bands: [band(10, 4, 3), ...bands, band(100, 60, 1)] });
  const last = picture.bands.at(-1);
  expect([picture.bands.length, picture.bands[0]?.stream]).toEqual([5, "B8000"]);
  expect(last).toEqual({
    ...{ stream: undefined, consumers: 4 },
    worst: Uint8Array.from([cellOfLag(100), unknownCell]),
    mean: Uint8Array.from([cellOfLag((4 * 3 + 60) / 4), unknownCell]),
  });
});

it("of few streams each has its band, the worst first", () => {
  const { bands } = toPicture({ ...matrix, bands: [band(1, 1, 1), band(5, 1, 1)] });
  expect(bands.map(({ stream }) => stream)).toEqual(["B5", "B1"]);
});
