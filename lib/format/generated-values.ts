/** The values that are made as a message goes out, with what each is. */
export const generatedValues = [
  { name: "{{uuid}}", words: "a new UUID, the same wherever it stands in one message" },
  { name: "{{now}}", words: "the time it goes out: 2026-11-21T12:03:05.123Z" },
  { name: "{{n}}", words: "1, 2, 3: which of the messages it is" },
  { name: "{{random}}", words: "a whole number from 0 to 999,999, another at each place" },
] as const;

/** The values of one message. */
export type GeneratedValues = { uuid: string; now: string; n: number };

/** New values for the n-th message. */
export function makeValues(n: number): GeneratedValues {
  return { uuid: makeUuid(), now: new Date().toISOString(), n };
}

/** True where a text has a place for a value. */
export function hasPlaces(text: string): boolean {
  return text.search(place) >= 0;
}

/** The text with its values in place; anything else in braces stays as it is. */
export function fillIn(text: string, values: GeneratedValues): string {
  return text.replace(place, (_whole, name: string) => {
    if (name === "uuid") return values.uuid;
    if (name === "now") return values.now;
    return name === "n" ? String(values.n) : String(makeRandom());
  });
}

const place = /\{\{(uuid|now|n|random)\}\}/g;

function makeRandom(): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number % 1_000_000;
}

/** By hand, because pages that came without TLS have no `crypto.randomUUID`. */
function makeUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
