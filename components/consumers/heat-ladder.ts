import { unknownCell } from "@/lib/model/history";
import { cellOfLag } from "@/lib/queries/lag-cell";

/** A colour as red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number];

/** A colour by what an eye sees: lightness, how much colour, which. */
type Oklch = { l: number; c: number; h: number };

type Ladder = { none: Rgb; from: Oklch; to: Oklch };

/** On paper more lag is darker, on a dark page it is lighter: the eye goes there. */
const ladders: Record<"light" | "dark", Ladder> = {
  light: {
    none: [235, 238, 242],
    from: { l: 0.9, c: 0.06, h: 68 },
    to: { l: 0.4, c: 0.135, h: 34 },
  },
  dark: {
    none: [30, 36, 44],
    from: { l: 0.36, c: 0.06, h: 48 },
    to: { l: 0.88, c: 0.13, h: 72 },
  },
};

/** The ladder's ends: below and above, more or less lag looks the same. */
const lowest = cellOfLag(1);
const highest = cellOfLag(86_400);

/** Lags with a word in the legend. */
export const ladderMarks: readonly { seconds: number; words: string }[] = [
  { seconds: 1, words: "1 s" },
  { seconds: 10, words: "10 s" },
  { seconds: 60, words: "1 min" },
  { seconds: 600, words: "10 min" },
  { seconds: 3_600, words: "1 h" },
  { seconds: 21_600, words: "6 h" },
  { seconds: 86_400, words: "1 d" },
];

/** How far along the ladder a lag stands, 0 to 1. */
export function placeOnLadder(cell: number): number {
  return Math.min(1, Math.max(0, (cell - lowest) / (highest - lowest)));
}

/** The colours of all cells as an image has them; a cell that nothing is known of is clear. */
export function ladderPixels(isDark: boolean): Uint32Array {
  const known = isDark ? pixels.dark : pixels.light;
  if (known) return known;
  const made = Uint32Array.from({ length: 256 }, (_, cell) => {
    if (cell === unknownCell) return 0;
    const [red, green, blue] = colourOf(cell, isDark);
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
  pixels[isDark ? "dark" : "light"] = made;
  return made;
}

const pixels: { light?: Uint32Array; dark?: Uint32Array } = {};

/** The colour of a lag, for either theme. */
export function ladderCss(cell: number): string {
  return `light-dark(rgb(${colourOf(cell, false).join(" ")}), rgb(${colourOf(cell, true).join(" ")}))`;
}

function colourOf(cell: number, isDark: boolean): Rgb {
  const { none, from, to } = ladders[isDark ? "dark" : "light"];
  if (cell === 0) return none;
  const share = placeOnLadder(cell);
  const between = (one: number, other: number) => one + (other - one) * share;
  return toRgb({ l: between(from.l, to.l), c: between(from.c, to.c), h: between(from.h, to.h) });
}

/** By Björn Ottosson's matrices. */
function toRgb({ l, c, h }: Oklch): Rgb {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    toByte(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    toByte(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

function toByte(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  const shown = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(shown * 255);
}
