/** A format that is known by how it begins. `mime` only of pictures that a browser may be given to draw. */
export type Magic = { name: string; extension: string; mime?: string };

type Sign = Magic & { at: number; sign: string };

// No SVG: it is a program in the shape of a picture (T05).
const signs: readonly Sign[] = [
  { name: "PNG", extension: "png", mime: "image/png", at: 0, sign: "\x89PNG\r\n\x1a\n" },
  { name: "JPEG", extension: "jpg", mime: "image/jpeg", at: 0, sign: "\xff\xd8\xff" },
  { name: "GIF", extension: "gif", mime: "image/gif", at: 0, sign: "GIF87a" },
  { name: "GIF", extension: "gif", mime: "image/gif", at: 0, sign: "GIF89a" },
  { name: "WebP", extension: "webp", mime: "image/webp", at: 8, sign: "WEBP" },
  { name: "AVIF", extension: "avif", mime: "image/avif", at: 4, sign: "ftypavif" },
  { name: "PDF", extension: "pdf", at: 0, sign: "%PDF-" },
  { name: "gzip", extension: "gz", at: 0, sign: "\x1f\x8b\x08" },
  { name: "Zstandard", extension: "zst", at: 0, sign: "\x28\xb5\x2f\xfd" },
  { name: "LZ4", extension: "lz4", at: 0, sign: "\x04\x22\x4d\x18" },
  { name: "Snappy", extension: "sz", at: 0, sign: "\xff\x06\x00\x00sNaPpY" },
  { name: "bzip2", extension: "bz2", at: 4, sign: "1AY&SY" },
  { name: "xz", extension: "xz", at: 0, sign: "\xfd7zXZ\x00" },
  { name: "ZIP", extension: "zip", at: 0, sign: "PK\x03\x04" },
  { name: "Parquet", extension: "parquet", at: 0, sign: "PAR1" },
  { name: "Avro", extension: "avro", at: 0, sign: "Obj\x01" },
  { name: "WebAssembly", extension: "wasm", at: 0, sign: "\0asm" },
  { name: "SQLite", extension: "sqlite", at: 0, sign: "SQLite format 3\0" },
];

/** The format that bytes begin as, where it is a known one. */
export function findMagic(bytes: Uint8Array): Magic | undefined {
  return signs.find(({ at, sign }) =>
    [...sign].every((letter, index) => bytes[at + index] === letter.charCodeAt(0)),
  );
}

/** Bytes as text; `invalid` counts the places that are no UTF-8, where the text has a � instead. */
export function toText(bytes: Uint8Array): { text: string; invalid: number } {
  try {
    return { text: strict.decode(bytes), invalid: 0 };
  } catch {
    const text = lenient.decode(bytes);
    return { text, invalid: count(text, "\ufffd") - countReal(bytes) };
  }
}

/** Whether it is text that somebody wrote to be read: hardly a control character or an invalid place. */
export function isReadable({ text, invalid }: { text: string; invalid: number }): boolean {
  const head = text.slice(0, 4_096);
  const odd = [...head.matchAll(/(?![\t\n\v\f\r])[\p{Cc}\ufffd]/gu)];
  const inTheWay = odd.filter(([mark]) => mark !== escapeOfTerminals).length;
  return inTheWay <= head.length / 50 && invalid <= text.length / 50;
}

/** Text with marks for what can't be seen or turns text around; tabs and line ends stay. */
export function showControls(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step) {
    binary += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return btoa(binary);
}

/** A name that is only a name on every system, and shows what it is (T39). */
export function toFileName(name: string, extension: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "")
    .replace(/[\\/:*?"<>|]+/g, "_")
    .replace(/^[\s._]+|[\s.]+$/g, "");
  const short = [...plain].slice(0, 80).join("") || "payload";
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short);
  return `${isReserved ? "_" : ""}${short}.${extension}`;
}

/** Logs with colours are text. */
const escapeOfTerminals = "\u001b";
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

/** Those � that were sent as such. */
function countReal(bytes: Uint8Array): number {
  let found = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) found += 1;
  }
  return found;
}
