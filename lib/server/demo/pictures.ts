import { type Color, createCanvas, fillCircle, fillGradient, fillRect } from "./canvas";
import { type Product, warehouses } from "./company";
import { drawText, textWidth } from "./lettering";
import { encodePng } from "./png";
import { seeded } from "./seeded";

const ink: Color = [33, 37, 41];
const paper: Color = [252, 250, 245];
const palette: readonly [Color, ...Color[]] = [
  [204, 119, 34],
  [96, 125, 69],
  [150, 75, 55],
  [61, 99, 130],
  [140, 90, 140],
  [184, 148, 56],
];

/** The card of a product as the web shop shows it: PNG, 320 by 240. */
export function productCard(seed: number, product: Product): Uint8Array {
  const random = seeded(seed, `card/${product.sku}`);
  const color = random.pick(palette);
  const canvas = createCanvas(320, 240, paper);
  fillGradient(canvas, [255, 252, 246], [236, 229, 214]);
  fillRect(canvas, 0, 0, 320, 8, color);
  fillCircle(canvas, 160, 100, 62, lighten(color));
  fillRect(canvas, 128, 62, 64, 84, color);
  fillRect(canvas, 136, 50, 48, 14, ink);
  fillRect(canvas, 134, 84, 52, 40, paper);
  drawText(canvas, product.sku.slice(0, 3), 160 - textWidth("XXX", 3) / 2, 96, 3, color);
  const [title = "", ...rest] = wrap(product.name, 24);
  drawText(canvas, title, 20, 180, 3, ink);
  drawText(canvas, rest.join(" "), 20, 202, 2, ink);
  drawText(canvas, `${(product.priceCents / 100).toFixed(2)} EUR`, 20, 220, 2, color);
  return encodePng(canvas);
}

/** Parcels a day for four weeks, one bar a day, one colour a warehouse: PNG, 640 by 360. */
export function parcelsChart(seed: number): Uint8Array {
  const random = seeded(seed, "chart/parcels");
  const canvas = createCanvas(640, 360, [255, 255, 255]);
  drawText(canvas, "Parcels a day, by warehouse", 24, 20, 3, ink);
  for (let line = 0; line <= 4; line++) {
    fillRect(canvas, 48, 300 - line * 56, 568, 1, [225, 225, 225]);
    drawText(canvas, String(line * 400), 14, 296 - line * 56, 2, ink);
  }
  for (let day = 0; day < 28; day++) {
    let bottom = 300;
    for (const [index] of warehouses.entries()) {
      const height = Math.round((day % 7 < 5 ? 42 : 20) * (0.6 + random.next() * 0.5));
      bottom -= height;
      fillRect(canvas, 54 + day * 20, bottom, 14, height, palette[index] ?? ink);
    }
  }
  for (const [index, name] of warehouses.entries()) {
    fillRect(canvas, 48 + index * 116, 326, 10, 10, palette[index] ?? ink);
    drawText(canvas, name, 64 + index * 116, 326, 2, ink);
  }
  return encodePng(canvas);
}

/** A gate of a warehouse as its camera sees it: PNG, 320 by 180, with the time in its corner. */
export function dockPicture(seed: number, warehouse: string, atMs: number): Uint8Array {
  const random = seeded(seed, `dock/${warehouse}/${Math.floor(atMs / 1_000)}`);
  const canvas = createCanvas(320, 180, [58, 64, 70]);
  fillGradient(canvas, [112, 118, 124], [52, 56, 62]);
  for (let gate = 0; gate < 3; gate++) {
    const left = 24 + gate * 98;
    fillRect(canvas, left, 44, 76, 92, [36, 39, 43]);
    const open = random.int(0, 80);
    fillRect(canvas, left + 4, 48, 68, 84 - open, [176, 180, 184]);
    for (let slat = 54; slat < 128 - open; slat += 8) {
      fillRect(canvas, left + 4, slat, 68, 1, [140, 144, 150]);
    }
    const parcels = random.int(0, 4);
    for (let parcel = 0; parcel < parcels; parcel++) {
      const size = random.int(10, 20);
      fillRect(canvas, left + 6 + parcel * 17, 134 - size, 15, size, random.pick(palette));
    }
  }
  fillRect(canvas, 0, 138, 320, 4, [204, 170, 60]);
  drawText(canvas, `${warehouse} gate 1`, 8, 8, 2, [235, 235, 235]);
  const clock = new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
  drawText(canvas, clock, 312 - textWidth(clock, 2), 162, 2, [235, 235, 235]);
  return encodePng(canvas);
}

function lighten([red, green, blue]: Color): Color {
  const half = (value: number) => Math.round((value + 255 * 2) / 3);
  return [half(red), half(green), half(blue)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
