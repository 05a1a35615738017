"use client";

import { useFormat } from "@/components/ui/use-format";
import type { BoardState } from "./use-board-state";

/** As often as the console reads where reading is quick. */
const usualBeatMs = 2_000;
/** A reading that is somewhat later is no news. */
const slowFrom = 2;
const mostNamed = 5;
/** Fewer are here before a word of them could be read. */
const manyOnTheirWay = 1_000;

/** What the figures lack: streams that did not answer, readings that come less often, a past. */
export function BoardNotes({ state }: { state: BoardState | undefined }) {
  const format = useFormat();
  if (!state) return null;
  const { missing, beatMs, by, of, rows } = state;
  const isByTab = by === "tab";
  const isSlow = beatMs !== undefined && beatMs > slowFrom * usualBeatMs;
  const shown = rows?.length ?? 0;
  const isPart = of !== undefined && of.total - shown > manyOnTheirWay;
  if (missing.length === 0 && !isSlow && !isByTab && !isPart) return null;
  return (
    <div className="-mt-1 mb-4 grid gap-1 text-small">
      {missing.length > 0 && (
        <p role="status" className="break-words text-attention">
          {missingWords(missing)}
        </p>
      )}
      {isPart && (
        <p className="text-soft">
          The worst {format.exact(shown)} of {format.exact(of.total)} are here; the rest is on its
          way.
        </p>
      )}
      {isByTab && (
        <p className="text-soft">
          This tab reads them itself, for the connection is a direct one: lines begin when it was
          opened, and nothing of the past is kept.
        </p>
      )}
      {isSlow && (
        <p className="text-soft">
          Read every {format.duration(beatMs)}: one reading of all consumers takes long.
        </p>
      )}
    </div>
  );
}

function missingWords(missing: readonly string[]): string {
  const [one] = missing;
  if (missing.length === 1) {
    return `Stream ${one} did not answer: what is shown of its consumers is what was known last.`;
  }
  const named = missing.slice(0, mostNamed).join(", ");
  const rest = missing.length - mostNamed;
  return `${missing.length} streams did not answer: ${named}${rest > 0 ? ` and ${rest} more` : ""}. What is shown of their consumers is what was known last.`;
}
