import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = readonly [red: number, green: number, blue: number];
type Theme = "light" | "dark";

// What each kind of eye makes of red, green and blue: Machado, Oliveira and Fernandes 2009, at full strength.
const eyes = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "red-blind": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "green-blind": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "blue-blind": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} satisfies Record<string, readonly Rgb[]>;

const css = readFileSync("app/globals.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);
const grounds = ["page", "raised", "hover", "select"];
const lines = [1, 2, 3, 4, 5, 6].map((at) => `line-${at}`);

describe.each<Theme>(["light", "dark"])("the colours of the %s theme", (theme) => {
  const colour = (name: string) => linear(tokens.get(name)?.[theme] ?? "");

  it.each(["ink", "soft", "accent", "ok", "attention", "trouble", "unknown"])(
    "let %s be read on every ground (AA, 4.5)",
    (name) => {
      for (const ground of grounds) {
        expect(contrast(colour(name), colour(ground)), `on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it.each(["edge", ...lines])("let %s be seen on every ground (AA, 3)", (name) => {
    for (const ground of grounds.filter((other) => other !== "select")) {
      expect(contrast(colour(name), colour(ground)), `on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  it("let what is on the accent be read", () => {
    expect(contrast(colour("page"), colour("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(eyes))("tell six lines apart to %s eyes", (_eye, eye) => {
    const seen = lines.map((name) => toLab(times(eye, colour(name))));
    for (const [at, one] of seen.entries()) {
      for (const [other, two] of seen.slice(0, at).entries()) {
        const pair = `${lines[at]} and ${lines[other]}`;
        expect(
          Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]),
          pair,
        ).toBeGreaterThanOrEqual(0.08);
      }
    }
  });
});

function linear(hex: string): Rgb {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

function contrast(one: Rgb, two: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** OKLab, in which equal distances look alike. */
function toLab(colour: Rgb): Rgb {
  const positive: Rgb = [Math.max(0, colour[0]), Math.max(0, colour[1]), Math.max(0, colour[2])];
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    positive,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

function times(matrix: readonly Rgb[], colour: Rgb): Rgb {
  const [red = 0, green = 0, blue = 0] = matrix.map(
    (row) => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2],
  );
  return [red, green, blue];
}
