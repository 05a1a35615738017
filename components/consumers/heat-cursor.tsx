"use client";

import { useFormat } from "@/components/ui/use-format";
import type { HeatActs } from "./heat-acts";
import { type HeatShape, placeOf } from "./heat-shape";
import { HeatTip } from "./heat-tip";
import { cellSentence } from "./heat-words";
import { type Marked, useHeatCursor } from "./use-heat-cursor";

type Props = {
  shape: HeatShape;
  width: number;
  acts: HeatActs;
  /** Told which line is pointed at. */
  onLine: (line: number | undefined) => void;
};

/** What points at the map, by pointer and by keyboard; the cells below are not drawn again. */
export function HeatCursor({ shape, width, acts, onLine }: Props) {
  const format = useFormat();
  const cellPx = width / Math.max(1, shape.columns);
  const last = Math.max(0, shape.columns - 1);
  const { place, marked, heard } = useHeatCursor({ shape, cellPx, acts, onLine });
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Heat map: arrows go from cell to cell, Enter opens the consumer, Shift and arrows mark out a time"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={place?.column ?? last}
      aria-valuetext={place ? cellSentence(shape, place, format) : "none"}
      className="absolute inset-0 cursor-crosshair touch-pan-y"
      {...heard}
    >
      {marked && marked.from !== marked.to && (
        <span
          data-brush=""
          className="pointer-events-none absolute inset-y-0 border-accent border-x bg-accent/20"
          style={brushBox(marked, cellPx)}
        />
      )}
      {place && (
        <>
          <span
            className="pointer-events-none absolute inset-x-0 border-ink/40 border-y"
            style={lineBox(shape, place.line)}
          />
          <span
            className="pointer-events-none absolute inset-y-0 border-ink/40 border-x"
            style={{ left: place.column * cellPx, width: Math.max(2, cellPx) }}
          />
          <HeatTip shape={shape} place={place} width={width} cellPx={cellPx} />
        </>
      )}
    </div>
  );
}

function lineBox(shape: HeatShape, line: number) {
  const { top, height } = placeOf(shape, line);
  return { top: top - 1, height: height + 1 };
}

function brushBox({ from, to }: Marked, cellPx: number) {
  return { left: Math.min(from, to) * cellPx, width: (Math.abs(to - from) + 1) * cellPx };
}
