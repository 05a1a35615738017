/** One line of a hex dump: where it begins, its bytes in pairs, and what of them are letters. */
export type HexLine = { offset: string; hex: string; letters: string };

/** The line of a dump that begins at an offset. */
export function toHexLine(bytes: Uint8Array, offset: number, width: number): HexLine {
  const part = [...bytes.subarray(offset, offset + width)];
  const pairs = part.map((byte) => byte.toString(16).padStart(2, "0"));
  // A wider gap in the middle: there the eye counts.
  const half = [pairs.slice(0, width / 2), pairs.slice(width / 2)].map((few) => few.join(" "));
  return {
    offset: offset.toString(16).padStart(8, "0"),
    hex: half.join("  ").padEnd(width * 3),
    letters: part
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "."))
      .join(""),
  };
}
