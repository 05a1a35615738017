/** A span as it was typed, in nanoseconds; or why it is none. */
export type ParsedDuration = { ok: true; ns: bigint } | { ok: false; why: string };

/** The longest span that a server can keep: 2^63 - 1 ns, 292 years. */
export const longestDurationNs = 9_223_372_036_854_775_807n;

/** Reads a span as Go and the nats CLI write it: 15m, 1h30m, 1.5s, 2d, 1w; spaces may stand between. */
export function parseDuration(text: string): ParsedDuration {
  const typed = text.trim();
  if (typed === "") return wrong("Give a duration, such as 15m or 1h30m.");
  if (typed === "0") return { ok: true, ns: 0n };
  if (typed.startsWith("-")) return wrong("A duration is not below zero.");
  if (/^[\d.,]+$/.test(typed)) return wrong(`Give a unit: ${typed}s, ${typed}m or ${typed}h.`);
  if (typed.includes(",")) return wrong("Write decimals with a point: 1.5h.");

  let ns = 0n;
  const rest = typed.replace(part, (_part, number: string, unit: string) => {
    ns += toNs(number, units.get(unit) ?? 0n);
    return "";
  });
  if (rest.trim() !== "") return wrong(whyNot(rest.trim()));
  return ns > longestDurationNs ? wrong("NATS keeps no more than 292 years.") : { ok: true, ns };
}

/** A span as it is typed, exact and short: 1h30m, 2d, 1.5s, 250ms. `parseDuration` reads it back. */
export function formatTypedDuration(ns: bigint): string {
  if (ns === 0n) return "0s";
  let rest = ns;
  let text = "";
  for (const [unit, size] of wholeUnits) {
    if (rest >= size) text += `${rest / size}${unit}`;
    rest %= size;
  }
  return rest === 0n ? text : text + formatSeconds(rest);
}

const second = 1_000_000_000n;
const day = 86_400n * second;
const wholeUnits = [
  ["d", day],
  ["h", 3_600n * second],
  ["m", 60n * second],
] as const;

const units = new Map<string, bigint>([
  ["w", 7n * day],
  ...wholeUnits,
  // As durations are shown here, too.
  ["min", 60n * second],
  ["s", second],
  ["ms", 1_000_000n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ns", 1n],
]);

const part = /(\d+(?:\.\d+)?|\.\d+)\s*(ns|us|µs|μs|ms|min|s|m|h|d|w)(?![a-zµμ])\s*/gu;

function formatSeconds(ns: bigint): string {
  const [unit, size] =
    (
      [
        ["s", second],
        ["ms", 1_000_000n],
        ["us", 1_000n],
      ] as const
    ).find(([, one]) => ns >= one) ?? (["ns", 1n] as const);
  const digits = String(size).length - 1;
  const fraction = String(ns % size)
    .padStart(digits, "0")
    .replace(/0+$/, "");
  return `${ns / size}${fraction === "" || digits === 0 ? "" : `.${fraction}`}${unit}`;
}

// Digits and not a float: a span keeps its nanoseconds.
function toNs(number: string, unit: bigint): bigint {
  const [whole = "", fraction = ""] = number.split(".");
  const scale = 10n ** BigInt(fraction.length);
  return BigInt(whole) * unit + (BigInt(fraction) * unit) / scale;
}

function whyNot(rest: string): string {
  if (/^[\d.]+$/.test(rest)) return `Give ${rest} a unit, such as ${rest}s.`;
  return `"${rest}" is no duration: units are w, d, h, m, s, ms, us and ns.`;
}

function wrong(why: string): ParsedDuration {
  return { ok: false, why };
}
