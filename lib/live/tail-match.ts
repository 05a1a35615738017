/** Finds a text in bytes, letters from A to Z of either case. */
export type ByteSearch = (bytes: Uint8Array, from?: number, to?: number) => boolean;

/** A search in bytes as they are: nothing is decoded for it. */
export function createByteSearch(text: string): ByteSearch {
  const lower = new TextEncoder().encode(text).map(toLower);
  const upper = lower.map(toUpper);
  const [first, firstUpper, length] = [lower[0], upper[0], lower.length];
  const isHere = (bytes: Uint8Array, at: number) => {
    for (let index = 1; index < length; index++) {
      const byte = bytes[at + index];
      if (byte !== lower[index] && byte !== upper[index]) return false;
    }
    return true;
  };
  return (bytes, from = 0, to = bytes.length) => {
    if (length === 0) return true;
    for (let at = from; at <= to - length; at++) {
      const byte = bytes[at];
      if ((byte === first || byte === firstUpper) && isHere(bytes, at)) return true;
    }
    return false;
  };
}

function toLower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function toUpper(byte: number): number {
  return byte >= 97 && byte <= 122 ? byte - 32 : byte;
}
