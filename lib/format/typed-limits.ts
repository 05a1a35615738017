import { formatTypedDuration, parseDuration } from "./parse-duration";
import { formatTypedSize, parseSize } from "./parse-size";

/** What is wrong with a time that may be left empty, in words. */
export function durationFault(text: string, leastNs: bigint): string | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns < leastNs
    ? `At least ${formatTypedDuration(leastNs)}; empty is none.`
    : undefined;
}

/** What is wrong with a size that may be left empty, in words. */
export function sizeFault(text: string, most?: bigint): string | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseSize(text);
  if (!parsed.ok) return parsed.why;
  if (parsed.bytes === 0n) return "At least 1 byte; empty is no limit.";
  return most !== undefined && parsed.bytes > most
    ? `At most ${formatTypedSize(most)}; empty is no limit.`
    : undefined;
}

/** The time that was typed; undefined for none. */
export function durationOf(text: string): bigint | undefined {
  const parsed = parseDuration(text);
  return text.trim() !== "" && parsed.ok ? parsed.ns : undefined;
}

/** The size that was typed; undefined for none. */
export function sizeOf(text: string): bigint | undefined {
  const parsed = parseSize(text);
  return text.trim() !== "" && parsed.ok ? parsed.bytes : undefined;
}
