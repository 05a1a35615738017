import { ladderPixels } from "./heat-ladder";
import { bandGapPx, bandPx, type HeatShape } from "./heat-shape";

/** Where and how a map is drawn. */
export type Ground = {
  /** In CSS pixels. */
  width: number;
  /** Device pixels of each. */
  ratio: number;
  isDark: boolean;
  /** What stands between rows that are high enough for it. */
  gapColour: string;
};

/** Of a band, the upper part is its worst, the lower its mean. */
const worstPx = 9;
/** Rows of fewer device pixels touch each other. */
const gapFromPx = 6;

/** Draws a heat map: one pixel a cell, then all of it scaled to device pixels, without smoothing. */
export function paintHeat(canvas: HTMLCanvasElement, shape: HeatShape, ground: Ground): void {
  const { width, ratio, gapColour } = ground;
  const [devWidth, devHeight] = [Math.round(width * ratio), Math.round(shape.height * ratio)];
  if (canvas.width !== devWidth) canvas.width = devWidth;
  if (canvas.height !== devHeight) canvas.height = devHeight;
  const brush = canvas.getContext("2d");
  const cells = toPicture(shape, ground.isDark);
  if (!brush || !cells) return;
  brush.clearRect(0, 0, devWidth, devHeight);
  brush.imageSmoothingEnabled = false;
  const { rows, rowPx, columns, lines } = shape;
  const put = (from: number, count: number, top: number, height: number) => {
    const [y, end] = [Math.round(top * ratio), Math.round((top + height) * ratio)];
    if (count > 0) brush.drawImage(cells, 0, from, columns, count, 0, y, devWidth, end - y);
  };
  put(0, rows, 0, rows * rowPx);
  for (let band = 0; band < lines.length - rows; band++) {
    const top = rows * rowPx + bandGapPx + band * bandPx;
    put(rows + 2 * band, 1, top, worstPx);
    put(rows + 2 * band + 1, 1, top + worstPx, bandPx - worstPx - 1);
  }
  brush.fillStyle = gapColour;
  for (let band = 0; band < lines.length - rows; band++) {
    const end = rows * rowPx + bandGapPx + (band + 1) * bandPx;
    brush.fillRect(0, Math.round((end - 1) * ratio), devWidth, Math.round(ratio));
  }
  if (lines.length > rows) {
    brush.fillRect(0, Math.round(rows * rowPx * ratio), devWidth, Math.round(bandGapPx * ratio));
  }
  if (rowPx * ratio < gapFromPx) return;
  for (let row = 1; row <= rows; row++) {
    brush.fillRect(0, Math.round(row * rowPx * ratio) - 1, devWidth, 1);
  }
}

/** A pixel for each cell, line by line; a band has two lines. */
function toPicture({ columns, lines, rows }: HeatShape, isDark: boolean) {
  const height = rows + 2 * (lines.length - rows);
  if (columns === 0 || height === 0) return undefined;
  const colours = ladderPixels(isDark);
  const pixels = new Uint32Array(columns * height);
  let at = 0;
  const write = (cells: Uint8Array) => {
    for (let column = 0; column < columns; column++) {
      pixels[at++] = colours[cells[column] as number] as number;
    }
  };
  for (const line of lines) {
    if (line.kind === "consumer") {
      write(line.cells);
    } else {
      write(line.worst);
      write(line.mean);
    }
  }
  const picture = new OffscreenCanvas(columns, height);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), columns, height);
  picture.getContext("2d")?.putImageData(image, 0, 0);
  return picture;
}
