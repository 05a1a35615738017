import { z } from "zod";
import { parseDuration } from "@/lib/format/parse-duration";
import { parseSize } from "@/lib/format/parse-size";
import type { HistorySettings } from "@/lib/server/history/settings";

/** What a configuration file may say of the history. */
export const historySchema = z.strictObject({
  enabled: z.boolean().optional(),
  maxBytes: z.union([z.string(), z.number()]).optional(),
  fine: z.string().optional(),
  minute: z.string().optional(),
  quarter: z.string().optional(),
});

/** The same out of the environment, where everything is text. */
export const historyVariables = {
  enabled: "NATSIGHT_HISTORY",
  maxBytes: "NATSIGHT_HISTORY_MAX_BYTES",
  fine: "NATSIGHT_HISTORY_FINE",
  minute: "NATSIGHT_HISTORY_MINUTE",
  quarter: "NATSIGHT_HISTORY_QUARTER",
} as const;

type Given = z.infer<typeof historySchema>;
type Fault = { field: keyof Given; why: string; what: string };

/** What was said, and what of it can't be; that is as if it were not there. */
export function readHistorySettings(given: Given): {
  settings: Partial<HistorySettings>;
  faults: Fault[];
} {
  const settings: Partial<HistorySettings> = {};
  const faults: Fault[] = [];
  if (given.enabled !== undefined) settings.isEnabled = given.enabled;
  if (given.maxBytes !== undefined) {
    const size = readSize(String(given.maxBytes));
    if (size.ok) settings.maxBytes = size.value;
    else faults.push({ field: "maxBytes", why: size.why, what: "write it as 4 GiB" });
  }
  for (const { field, to, ...bounds } of spans) {
    const text = given[field];
    if (text === undefined) continue;
    const span = readSpan(text, bounds);
    if (span.ok) settings[to] = span.value;
    else faults.push({ field, why: span.why, what: "write it as 24h or 14d" });
  }
  return { settings, faults };
}

type Read = { ok: true; value: number } | { ok: false; why: string };

function readSize(text: string): Read {
  const size = parseSize(text);
  if (!size.ok) return { ok: false, why: lower(size.why) };
  const value = Number(size.bytes);
  return value < leastBytes
    ? { ok: false, why: "it has to be 64 MiB or more" }
    : { ok: true, value };
}

function readSpan(text: string, { leastMs, words }: { leastMs: number; words: string }): Read {
  const span = parseDuration(text);
  if (!span.ok) return { ok: false, why: lower(span.why) };
  const value = Number(span.ns / 1_000_000n);
  return value < leastMs || value > longestMs ? { ok: false, why: words } : { ok: true, value };
}

const leastBytes = 64 * 2 ** 20;
const hourMs = 3_600_000;
const longestMs = 10 * 366 * 24 * hourMs;
const spans = [
  { field: "fine", to: "fineMs", leastMs: hourMs, words: "it has to be 1h to 10 years" },
  // A day has to be whole before it is kept by the quarter of an hour.
  { field: "minute", to: "minuteMs", leastMs: 48 * hourMs, words: "it has to be 2d to 10 years" },
  { field: "quarter", to: "quarterMs", leastMs: 48 * hourMs, words: "it has to be 2d to 10 years" },
] as const;

function lower(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`;
}
