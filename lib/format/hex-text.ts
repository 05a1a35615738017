import type { TextFault } from "./json-fault";

const width = 16;

/** Bytes as text that can be edited: sixteen pairs a line. */
export function toHexText(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    const pairs = Array.from(bytes.subarray(at, at + width), (byte) =>
      byte.toString(16).padStart(2, "0"),
    );
    lines.push(pairs.join(" "));
  }
  return lines.join("\n");
}

/** The bytes that such a text says, wherever its spaces stand; or where it says none. */
export function parseHexText(
  text: string,
): { ok: true; bytes: Uint8Array } | { ok: false; fault: TextFault } {
  const odd = /[^\s\da-fA-F]/.exec(text);
  if (odd) return fault(odd.index, "A byte is two of 0 to 9 and a to f.");
  const half = /(?<![\da-fA-F])(?:[\da-fA-F]{2})*[\da-fA-F](?![\da-fA-F])/.exec(text);
  if (half)
    return fault(
      half.index + half[0].length - 1,
      "Half of a byte is missing: each has two digits.",
    );
  const digits = text.replace(/\s+/g, "");
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  }
  return { ok: true, bytes };
}

function fault(at: number, why: string): { ok: false; fault: TextFault } {
  return { ok: false, fault: { at, why } };
}
