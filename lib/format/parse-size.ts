/** A size as it was typed, in bytes; or why it is none. */
export type ParsedSize = { ok: true; bytes: bigint } | { ok: false; why: string };

/** Reads 64 KiB, 1.5GiB, 512: units are powers of 1,024 however they are spelled, as the nats CLI takes them. */
export function parseSize(text: string): ParsedSize {
  const typed = text.trim();
  if (typed === "") return wrong("Give a size, such as 64 KiB.");
  if (typed.startsWith("-")) return wrong("A size is not below zero.");
  if (typed.includes(",")) return wrong("Write decimals with a point, and no other mark: 1.5 MiB.");
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)$/i.exec(typed) ?? [];
  if (number === "")
    return wrong(`"${typed}" is no size: write a number and a unit, such as 64 KiB.`);
  const power = powers.findIndex((spellings) => spellings.includes(unit.toLowerCase()));
  if (power < 0) return wrong(`"${unit}" is no unit: they are B, KiB, MiB, GiB, TiB and PiB.`);
  const bytes = toBytes(number, 1_024n ** BigInt(power));
  return bytes > 9_223_372_036_854_775_807n
    ? wrong("NATS counts no more than 8,191 PiB.")
    : { ok: true, bytes };
}

/** A size as it is typed, exact: in the largest unit that needs at most two decimals. `parseSize` reads it back. */
export function formatTypedSize(bytes: bigint): string {
  for (const [power, name] of [...names.entries()].reverse()) {
    const unit = 1_024n ** BigInt(power);
    if (bytes >= unit && (bytes * 100n) % unit === 0n) {
      const hundredths = String((bytes * 100n) / unit).padStart(3, "0");
      const fraction = hundredths.slice(-2).replace(/0+$/, "");
      return `${hundredths.slice(0, -2)}${fraction === "" ? "" : `.${fraction}`} ${name}`;
    }
  }
  return "0 B";
}

const names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const powers = [
  ["", "b", "byte", "bytes"],
  ...["k", "m", "g", "t", "p"].map((letter) => [letter, `${letter}b`, `${letter}i`, `${letter}ib`]),
];

/** Whole bytes, the nearest. */
function toBytes(number: string, unit: bigint): bigint {
  const [whole = "", fraction = ""] = number.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const part = (BigInt(fraction) * unit * 2n + scale) / (scale * 2n);
  return BigInt(whole) * unit + part;
}

function wrong(why: string): ParsedSize {
  return { ok: false, why };
}
