/** Red, green, blue, 0 to 255. */
export type Color = readonly [number, number, number];

/** A picture in memory, three bytes a pixel. */
export type Canvas = { width: number; height: number; pixels: Uint8Array };

/** A picture of one colour. */
export function createCanvas(width: number, height: number, color: Color): Canvas {
  const canvas = { width, height, pixels: new Uint8Array(width * height * 3) };
  fillRect(canvas, 0, 0, width, height, color);
  return canvas;
}

function setPixel(canvas: Canvas, x: number, y: number, color: Color): void {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return;
  canvas.pixels.set(color, (Math.floor(y) * canvas.width + Math.floor(x)) * 3);
}

/** Paints a rectangle; what lies outside of the picture is cut off. */
export function fillRect(
  canvas: Canvas,
  left: number,
  top: number,
  width: number,
  height: number,
  color: Color,
): void {
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) setPixel(canvas, x, y, color);
  }
}

/** Paints a disc around a point. */
export function fillCircle(canvas: Canvas, cx: number, cy: number, radius: number, color: Color) {
  for (let y = -radius; y <= radius; y++) {
    const half = Math.floor(Math.sqrt(radius * radius - y * y));
    fillRect(canvas, cx - half, cy + y, half * 2 + 1, 1, color);
  }
}

/** Goes from one colour to the other, top to bottom, over the whole picture. */
export function fillGradient(canvas: Canvas, from: Color, to: Color): void {
  for (let y = 0; y < canvas.height; y++) {
    const part = y / canvas.height;
    const mix = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * part);
    fillRect(canvas, 0, y, canvas.width, 1, [mix(0), mix(1), mix(2)]);
  }
}
