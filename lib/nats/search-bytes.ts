/** Whether a text stands in bytes, between two places of them. */
export type TextSearch = (bytes: Uint8Array, from: number, to: number) => boolean;

/** Searches for a text without decoding anything; where case does not matter, letters of any script are alike. */
export function createTextSearch(text: string, isCaseExact: boolean): TextSearch {
  const isPlain = isCaseExact || encoder.encode(text).every((byte) => byte < 128);
  return isPlain ? searchPlain(text, isCaseExact) : searchLetters(text);
}

/** Leaps by what the last byte of a place says (Horspool): most bytes are never looked at. */
function searchPlain(text: string, isCaseExact: boolean): TextSearch {
  const fold = Uint8Array.from({ length: 256 }, (_, byte) =>
    !isCaseExact && byte >= 65 && byte <= 90 ? byte + 32 : byte,
  );
  const wanted = encoder.encode(text).map((byte) => fold[byte] ?? byte);
  const last = wanted.length - 1;
  const leap = new Int32Array(256).fill(Math.max(1, wanted.length));
  for (let index = 0; index < last; index++) leap[wanted[index] ?? 0] = last - index;
  const isHere = (bytes: Uint8Array, end: number) => {
    for (let back = 1; back <= last; back++) {
      if (fold[bytes[end - back] ?? 0] !== wanted[last - back]) return false;
    }
    return true;
  };
  return (bytes, from, to) => {
    if (last < 0) return true;
    for (let end = from + last; end < to; ) {
      const byte = fold[bytes[end] ?? 0] ?? 0;
      if (byte === wanted[last] && isHere(bytes, end)) return true;
      end += leap[byte] ?? 1;
    }
    return false;
  };
}

/** Letters beyond ASCII differ in more than one bit, and in length, between their cases. */
function searchLetters(text: string): TextSearch {
  const letters = [...text].map((letter) => {
    const forms = new Set([letter, letter.toLowerCase(), letter.toUpperCase()]);
    return [...forms].map((form) => encoder.encode(form));
  });
  const first = new Uint8Array(256);
  for (const form of letters[0] ?? []) first[form[0] ?? 0] = 1;
  const isHere = (bytes: Uint8Array, from: number, to: number) => {
    let at = from;
    for (const forms of letters) {
      const form = forms.find((each) => at + each.length <= to && standsAt(bytes, at, each));
      if (!form) return false;
      at += form.length;
    }
    return true;
  };
  return (bytes, from, to) => {
    for (let at = from; at < to; at++) {
      if (first[bytes[at] ?? 0] === 1 && isHere(bytes, at, to)) return true;
    }
    return false;
  };
}

function standsAt(bytes: Uint8Array, at: number, form: Uint8Array): boolean {
  return form.every((byte, index) => bytes[at + index] === byte);
}

const encoder = new TextEncoder();
