import { type Canvas, type Color, fillRect } from "./canvas";

/** Capital letters on a grid of 3 by 5: each line is an octal digit, from the top. */
const glyphs: Record<string, string> = {
  A: "25755",
  B: "65656",
  C: "34443",
  D: "65556",
  E: "74647",
  F: "74644",
  G: "34553",
  H: "55755",
  I: "72227",
  J: "11152",
  K: "55655",
  L: "44447",
  M: "57755",
  N: "65555",
  O: "25552",
  P: "65644",
  Q: "25563",
  R: "65655",
  S: "34216",
  T: "72222",
  U: "55557",
  V: "55552",
  W: "55775",
  X: "55255",
  Y: "55222",
  Z: "71247",
  "0": "25552",
  "1": "26227",
  "2": "61247",
  "3": "61216",
  "4": "55711",
  "5": "74616",
  "6": "34652",
  "7": "71244",
  "8": "25252",
  "9": "25316",
  "-": "00700",
  ".": "00002",
  ",": "00024",
  "%": "51245",
  "/": "11244",
  ":": "02020",
};

const advance = 4;

/** Writes a line of text whose dots are `scale` pixels wide; letters that are missing stay blank. */
export function drawText(
  canvas: Canvas,
  text: string,
  left: number,
  top: number,
  scale: number,
  color: Color,
): void {
  const plain = text.normalize("NFKD").toUpperCase().replaceAll(/\p{M}/gu, "");
  for (const [column, letter] of [...plain].entries()) {
    const rows = [...(glyphs[letter] ?? "00000")].map(Number);
    for (const [y, row] of rows.entries()) {
      for (let x = 0; x < 3; x++) {
        if (row & (4 >> x)) {
          fillRect(
            canvas,
            left + (column * advance + x) * scale,
            top + y * scale,
            scale,
            scale,
            color,
          );
        }
      }
    }
  }
}

/** How many pixels wide a line of text comes out. */
export function textWidth(text: string, scale: number): number {
  return text.length === 0 ? 0 : (text.length * advance - 1) * scale;
}
