import { crc32, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gatePicture, papersOf } from "./store-papers";

const papers = [...papersOf(7), gatePicture(7, "reno", Date.UTC(2026, 10, 16, 6))];
const pictures = papers.filter(({ contentType }) => contentType === "image/png");
const contentOf = (name: string) => {
  const paper = papers.find((candidate) => candidate.name === name);
  return Buffer.from(paper?.content() ?? []);
};

/** The chunks of a PNG; throws when a checksum is wrong. */
function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + size);
    if (crc32(body) !== png.readUInt32BE(at + 8 + size)) throw new Error("checksum");
    chunks.push({ type: body.toString("latin1", 0, 4), data: body.subarray(4) });
    at += 12 + size;
  }
  return chunks;
}

describe("the pictures", () => {
  it.each(pictures.map(({ name }) => name))("%s is a valid PNG", (name) => {
    const png = contentOf(name);
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    const [header, pixels, end] = chunksOf(png);
    expect([header?.type, pixels?.type, end?.type]).toEqual(["IHDR", "IDAT", "IEND"]);
    const [width = 0, height = 0] = [header?.data.readUInt32BE(0), header?.data.readUInt32BE(4)];
    expect(inflateSync(pixels?.data ?? Buffer.alloc(0))).toHaveLength((width * 3 + 1) * height);
  });

  it("shows something else on each", () => {
    const seen = pictures.map(({ content }) => Buffer.from(content()).toString("base64"));
    expect(new Set(seen).size).toBe(pictures.length);
  });
});

describe("the papers", () => {
  it.each(
    papers.filter(({ contentType }) => contentType === "application/pdf").map(({ name }) => name),
  )("%s is a PDF whose table finds every object", (name) => {
    const text = contentOf(name).toString("latin1");
    expect(text.startsWith("%PDF-1.4\n")).toBe(true);
    expect(text.endsWith("%%EOF\n")).toBe(true);
    const table = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
    expect(text.slice(table, table + 5)).toBe("xref\n");
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets).toHaveLength(5);
    for (const [index, offset] of offsets.entries()) {
      expect(text.slice(offset, offset + 7)).toBe(`${index + 1} 0 obj`);
    }
    const [, length, stream] = /\/Length (\d+) >>\nstream\n(.*?)\nendstream/s.exec(text) ?? [];
    expect(stream).toHaveLength(Number(length));
  });

  it("lists a price for every row of the price list", () => {
    const [head, ...rows] = contentOf("price-list.csv").toString().trimEnd().split("\n");
    expect(head).toBe("sku,name,price,currency,weight_g");
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatch(/^[A-Z0-9-]+,"[^"]+",\d+\.\d\d,EUR,\d+$/);
  });

  it("exports a few MiB of catalogue, one document a line", () => {
    const text = contentOf("exports/catalogue.ndjson");
    expect(text.length).toBeGreaterThan(3 * 1024 * 1024);
    const lines = text.toString().trimEnd().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ item: lines.length });
  });

  it("measures ten probes each second of a day", () => {
    const [head, ...rows] = contentOf("exports/cold-rooms-2026-10-31.csv")
      .toString()
      .trimEnd()
      .split("\n");
    expect(head?.split(",")).toHaveLength(11);
    expect(rows).toHaveLength(86_400);
    expect(rows[0]).toMatch(/^00:00:00(,\d\.\d\d){10}$/);
    expect(rows.at(-1)).toMatch(/^23:59:59(,\d\.\d\d){10}$/);
  });

  it("is the same every time", () => {
    for (const paper of papers) {
      expect(Buffer.from(paper.content()).equals(contentOf(paper.name))).toBe(true);
    }
  });
});
