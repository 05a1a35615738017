"use client";

import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { useFormat } from "./use-format";

/** What time is shown: the last while up to now, or from a moment to another. */
export type PickedRange =
  | { kind: "live"; spanMs: number }
  | { kind: "fixed"; fromMs: number; toMs: number };

type Props = {
  range: PickedRange;
  /** The spans on offer, the shortest first. */
  spansMs: number[];
  /** The moment at the right edge of a live view, by the console's clock. */
  nowMs: number;
  /** What is shown has stopped; a live view goes on when it does. */
  isStale?: boolean;
  onChange: (range: PickedRange) => void;
};

// Opened rarely, so it comes when it is asked for.
const TimeRangePopup = lazy(() =>
  import("./time-range-popup").then((chunk) => ({ default: chunk.TimeRangePopup })),
);

/** Which time a page shows: live or paused, back and forth, a span or two moments. */
export function TimeRangePicker({ range, spansMs, nowMs, isStale = false, onChange }: Props) {
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const shown = bounds(range, nowMs);
  const spanMs = shown.toMs - shown.fromMs;
  const fallbackMs = spansMs.includes(spanMs) ? spanMs : (spansMs.at(-1) ?? spanMs);
  const isLive = range.kind === "live";
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (!(event.target instanceof Node) || !box.current?.contains(event.target)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
    };
  }, [isOpen]);
  const close = () => {
    setIsOpen(false);
    opener.current?.focus();
  };
  const shift = (byMs: number) => {
    if (shown.toMs + byMs >= nowMs) onChange({ kind: "live", spanMs: fallbackMs });
    else onChange({ kind: "fixed", fromMs: shown.fromMs + byMs, toMs: shown.toMs + byMs });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever inside it is pressed.
    <div
      ref={box}
      className="relative flex flex-wrap items-center gap-1"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button kind="quiet" aria-label="Earlier by half" onClick={() => shift(-spanMs / 2)}>
        <span aria-hidden="true">←</span>
      </Button>
      <Button
        ref={opener}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className="tabular-nums"
        onClick={() => setIsOpen(!isOpen)}
      >
        {isLive ? `Last ${format.duration(range.spanMs)}` : inWords(range, format)}
      </Button>
      <Button
        kind="quiet"
        aria-label="Later by half"
        reason={isLive ? "Now is already at the right edge" : undefined}
        onClick={() => shift(spanMs / 2)}
      >
        <span aria-hidden="true">→</span>
      </Button>
      <Button
        aria-pressed={isLive}
        onClick={() =>
          onChange(isLive ? { kind: "fixed", ...shown } : { kind: "live", spanMs: fallbackMs })
        }
      >
        <span
          aria-hidden="true"
          className={`size-2 rounded-full ${isLive && !isStale ? "bg-ok" : "border border-soft"}`}
        />
        Live
      </Button>
      <span className="text-small text-soft tabular-nums empty:-ml-1" role="status">
        {isLive ? "" : "Paused"}
      </span>
      {isOpen && (
        <Suspense>
          <TimeRangePopup
            range={shown}
            spanMs={isLive ? range.spanMs : undefined}
            spansMs={spansMs}
            onChange={(picked) => {
              onChange(picked);
              close();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function bounds(range: PickedRange, nowMs: number): { fromMs: number; toMs: number } {
  if (range.kind === "live") return { fromMs: nowMs - range.spanMs, toMs: nowMs };
  return { fromMs: range.fromMs, toMs: range.toMs };
}

function inWords(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  { day, clock }: ReturnType<typeof useFormat>,
): string {
  const isOneDay = day(fromMs) === day(toMs);
  return `${day(fromMs)} ${clock(fromMs)} – ${isOneDay ? "" : `${day(toMs)} `}${clock(toMs)}`;
}
