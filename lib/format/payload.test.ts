import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHexLine } from "./hex";
import { parseJson } from "./json-text";
import { findMagic, isReadable, showControls, toBase64, toFileName, toText } from "./payload";
import { textOfRow, toTextRows } from "./text-rows";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe("what bytes are", () => {
  it.each([
    ["\x89PNG\r\n\x1a\n...", "PNG"],
    ["RIFF\0\0\0\0WEBPVP8 ", "WebP"],
    ["\x1f\x8b\x08\0", "gzip"],
    ["\x28\xb5\x2f\xfd", "Zstandard"],
    ["%PDF-1.7", "PDF"],
    ["BZh91AY&SY", "bzip2"],
  ])("is told by how they begin: %j is %s", (text, name) => {
    expect(findMagic(latin(text))?.name).toBe(name);
  });

  it.each(["", "GIF", "PNG", "<svg onload=alert(1)>", "<!doctype html>"])(
    "T05: is no picture for %j",
    (text) => expect(findMagic(latin(text))).toBeUndefined(),
  );

  it("counts what is no UTF-8, and not the signs that were sent as such", () => {
    expect(toText(bytesOf("Größe \ufffd"))).toEqual({ text: "Größe \ufffd", invalid: 0 });
    const broken = Uint8Array.from([...bytesOf("a\ufffdb"), 0xff, 0xfe, 99]);
    expect(toText(broken)).toEqual({ text: "a\ufffdb\ufffd\ufffdc", invalid: 2 });
  });

  it("tells text from what only looks like it", () => {
    expect(isReadable(toText(bytesOf("line\r\n\tGröße \u001b[31m")))).toBe(true);
    expect(isReadable(toText(latin("\0\x01\x02 ab\xff\xfe")))).toBe(false);
  });

  it("T45: shows what can't be seen", () => {
    expect(showControls("a\0b\u001b[31m\u202ec\td\n")).toBe("a␀b␛[31m⟨U+202E⟩c\td\n");
  });
});

describe("a payload to take away", () => {
  it.each([
    ["../../etc/passwd", "etc_passwd.bin"],
    ["a\r\nSet-Cookie: x", "aSet-Cookie_ x.bin"],
    ['a"b', "a_b.bin"],
    ["gpj\u202e.exe", "gpj.exe.bin"],
    ["CON", "_CON.bin"],
    ["com1.txt", "_com1.txt.bin"],
    ["...", "payload.bin"],
    ["x".repeat(300), `${"x".repeat(80)}.bin`],
  ])("T39: named %j is the file %j", (name, file) => {
    expect(toFileName(name, "bin")).toBe(file);
  });

  it("is the same in base64", () => {
    const any = fc.uint8Array({ maxLength: 100_000 });
    fc.assert(
      fc.property(any, (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
      { numRuns: 20 },
    );
  });
});

describe("bytes in hex", () => {
  it("stand in pairs beside their letters, and a short line is as wide as a long one", () => {
    const bytes = bytesOf("NATS is quick.\n\0end");
    expect(toHexLine(bytes, 0, 16)).toEqual({
      offset: "00000000",
      hex: "4e 41 54 53 20 69 73 20  71 75 69 63 6b 2e 0a 00",
      letters: "NATS is quick...",
    });
    const last = toHexLine(bytes, 16, 16);
    expect(last).toMatchObject({ offset: "00000010", letters: "end" });
    expect(last.hex).toHaveLength(48);
  });
});

describe("JSON", () => {
  it("keeps every digit of whole numbers, and leaves digits in strings alone", () => {
    const text =
      '{"seq":18446744073709551615,"id":"1234567890123456789","f":0.1234567890123456789}';
    expect(parseJson(text)).toEqual({
      seq: 18_446_744_073_709_551_615n,
      id: "1234567890123456789",
      f: 0.123_456_789_012_345_68,
    });
  });

  it.each(["", "{", "nope", `${"[".repeat(200_000)}1234567890123456789`])(
    "is not what can't be read, however it begins",
    (text) => expect(parseJson(text)).toBeUndefined(),
  );
});

describe("a text in rows", () => {
  it("is cut at line ends and where a line is too long, never inside a letter", () => {
    const text = "short\n\nabcdefgh🚀🚀\r\nend";
    const starts = toTextRows(text, 9, 100);
    const rows = starts.map((_start, row) => textOfRow(text, starts, row));
    expect(rows).toEqual(["short", "", "abcdefgh🚀", "🚀", "end"]);
  });

  it("loses no letter, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.integer({ min: 1, max: 9 }),
        (text, columns) => {
          const starts = toTextRows(text, columns, 1e6);
          const rows = starts.map((start, row) => text.slice(start, starts[row + 1]));
          expect(rows.join("")).toBe(text);
        },
      ),
    );
  });
});
