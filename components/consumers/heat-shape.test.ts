import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import { type HistoryKept, type LagPicture, unknownCell } from "@/lib/model/history";
import { cellOfLag } from "@/lib/queries/lag-cell";
import { ladderCss, ladderPixels, placeOnLadder } from "./heat-ladder";
import { lineAt, placeOf, toHeatShape } from "./heat-shape";
import { cellSentence, lineFacts } from "./heat-words";

const kept: HistoryKept = {
  state: { kind: "on" },
  levels: [{ stepMs: 10_000, sinceMs: 0 }],
  ...{ bytes: 0, maxBytes: 4 * 1_024 ** 3, isShortened: false },
};

function matrix(rows: (number | null)[][], bands: LagPicture["bands"] = []): LagPicture {
  return {
    ...{ fromMs: 0, stepMs: 10_000, columns: rows[0]?.length ?? 0, bands, kept },
    rows: rows.map((_, row) => ({ stream: "S", name: `c${row}` })),
    cells: Uint8Array.from(rows.flat(), cellOfLag),
  };
}

const format = createFormat({ times: "utc" });

describe("the lines of a heat map", () => {
  it("are all there while they are few, and those without lag are left out of many", () => {
    const few = toHeatShape(
      matrix([
        [0, 5],
        [0, 0],
      ]),
    );
    expect([few.rows, few.calm, few.height]).toEqual([2, 0, 32]);
    const many = Array.from({ length: 200 }, (_, row) => (row < 150 ? [row + 1, 0] : [0, null]));
    const shape = toHeatShape(matrix(many));
    expect([shape.rows, shape.calm, shape.rowPx]).toEqual([150, 50, 1]);
  });

  it("have a place that is found again at its height, bands too", () => {
    const cells = Uint8Array.from([3, unknownCell]);
    const bands = [{ stream: "B", consumers: 4, worst: cells, mean: cells }];
    const shape = toHeatShape(matrix([[1, 1]], bands));
    for (const line of shape.lines.keys()) {
      const { top, height } = placeOf(shape, line);
      expect([lineAt(shape, top), lineAt(shape, top + height - 1)]).toEqual([line, line]);
    }
    expect([lineAt(shape, 18), lineAt(shape, shape.height), lineAt(shape, -1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the words of a heat map", () => {
  const shape = toHeatShape(matrix([[0, 20, 5, null, 60, 61, 240]]));
  const line = shape.lines[0];
  if (!line) throw new Error("no line");

  it("tell the worst, the newest and since when without a pause", () => {
    expect(lineFacts(line, shape)).toEqual({
      ...{ worst: cellOfLag(240), worstAtMs: 60_000, now: cellOfLag(240), sinceMs: 40_000 },
    });
    expect(cellSentence(shape, { line: 0, column: 3 }, format)).toBe(
      "c0 of S, 1970-01-01 00:00:30.000Z: not recorded",
    );
  });
});

it("the ladder is one step darker, or lighter, with each step of lag; what is unknown is clear", () => {
  expect([placeOnLadder(cellOfLag(0.5)), placeOnLadder(cellOfLag(200_000))]).toEqual([0, 1]);
  for (const isDark of [false, true]) {
    const pixels = ladderPixels(isDark);
    expect(pixels[unknownCell]).toBe(0);
    const sums = [1, 60, 3_600, 86_400].map((seconds) => {
      const pixel = pixels[cellOfLag(seconds)] ?? 0;
      return (pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255);
    });
    expect(sums).toEqual(sums.toSorted((a, b) => (isDark ? a - b : b - a)));
  }
  expect(ladderCss(0)).toBe("light-dark(rgb(235 238 242), rgb(30 36 44))");
});
