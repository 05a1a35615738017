import { parseTime } from "@/components/shell/parse-time";
import { noSequence, parseSequence } from "@/lib/format/parse-sequence";
import type { ExportRange } from "@/lib/model/message-export";

/** A range as it is typed; empty is as far as there is something. */
export type RangeDraft = { by: "sequence" | "time"; from: string; to: string };

/** What is wrong with it, field by field. */
export type RangeFaults = { from?: string; to?: string };

type Parsed = { ok: true; range: ExportRange } | { ok: false; faults: RangeFaults };

const nsPerMs = 1_000_000n;

/** The range that is meant; both ends are part of it. */
export function parseRange({ by, from, to }: RangeDraft, zone: string): Parsed {
  const parse = by === "sequence" ? parseSequence : (text: string) => parseNs(text, zone);
  const [begin, end] = [from, to].map((text) => (text.trim() === "" ? undefined : parse(text)));
  const why = by === "sequence" ? noSequence : "Such as 2026-11-21 12:03:05.";
  const faults: RangeFaults = {
    ...(begin === undefined && from.trim() !== "" ? { from: why } : {}),
    ...(end === undefined && to.trim() !== "" ? { to: why } : {}),
  };
  if (begin !== undefined && end !== undefined && end < begin) {
    faults.to = "It is before the beginning.";
  }
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  if (by === "sequence") {
    return {
      ok: true,
      range: { by, from: begin ?? 0n, ...(end === undefined ? {} : { to: end }) },
    };
  }
  // What is typed has milliseconds at most: all of the last one is meant.
  const toNs = end === undefined ? {} : { toNs: end + nsPerMs - 1n };
  return { ok: true, range: { by, fromNs: begin ?? 0n, ...toNs } };
}

function parseNs(text: string, zone: string): bigint | undefined {
  const atMs = parseTime(text, zone);
  return atMs === undefined ? undefined : BigInt(atMs) * nsPerMs;
}
