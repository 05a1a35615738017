import type { Format } from "@/lib/format/format";
import type { HistoryKept } from "@/lib/model/history";

/** What there is to say of how the past is kept; graver ones want to be seen. */
export type KeptNote = { words: string; isGrave: boolean };

/** Why a picture from a time on is not as whole as somebody might think. */
export function keptNotes(kept: HistoryKept, fromMs: number, format: Format): KeptNote[] {
  const grave = graveWords(kept, format).map((words) => ({ words, isGrave: true }));
  const short = shortWords(kept, fromMs, format);
  const sinceMs = Math.min(...kept.levels.map((level) => level.sinceMs));
  if (short !== undefined) return [...grave, { words: short, isGrave: false }];
  if (sinceMs <= fromMs || !Number.isFinite(sinceMs)) return grave;
  return [...grave, { words: `Recorded since ${when(sinceMs, format)}.`, isGrave: false }];
}

/** Why nothing is recorded now, or what was before is gone. */
function graveWords({ state, putAside }: HistoryKept, format: Format): string[] {
  const words: string[] = [];
  if (state.kind === "paused") {
    words.push(`Nothing is recorded since ${when(state.sinceMs, format)}: ${state.why}`);
  }
  if (putAside) {
    words.push(
      `A file of the history could not be read; it was put aside in the data folder as ${putAside.file} at ${when(putAside.atMs, format)}, and a new one begun.`,
    );
  }
  return words;
}

/** How far back each step reaches, where that is less far than was meant. */
function shortWords(kept: HistoryKept, fromMs: number, format: Format): string | undefined {
  const [finest] = kept.levels;
  if (!kept.isShortened || !finest || finest.sinceMs <= fromMs) return undefined;
  const longer = kept.levels.filter(
    ({ sinceMs }, at) => at === 0 || sinceMs < (kept.levels[at - 1]?.sinceMs ?? 0),
  );
  const steps = longer.map(
    ({ stepMs, sinceMs }) => `every ${format.duration(stepMs)} since ${when(sinceMs, format)}`,
  );
  return `Kept ${steps.join(", ")}: more would pass the bound of ${format.bytesText(kept.maxBytes)}.`;
}

function when(atMs: number, format: Format): string {
  return `${format.day(atMs)} ${format.clock(atMs)}`;
}
