"use client";

import { useFormat } from "@/components/ui/use-format";
import { unknownCell } from "@/lib/model/history";
import { ladderCss } from "./heat-ladder";
import { cellAt, type HeatShape, placeOf } from "./heat-shape";
import { cellWords, lineWords } from "./heat-words";
import type { HeatPlace } from "./use-heat-cursor";

type Props = { shape: HeatShape; place: HeatPlace; width: number; cellPx: number };

/** Its size is fixed and it moves with the cells, not with the pointer: so it does not jump. */
const tipPx = { width: 224, height: 62 };
const apartPx = 8;

/** What one cell says. */
export function HeatTip({ shape, place, width, cellPx }: Props) {
  const format = useFormat();
  const line = shape.lines[place.line];
  if (!line) return null;
  const { top, height } = placeOf(shape, place.line);
  const cellLeft = place.column * cellPx;
  const isRight = cellLeft + cellPx + apartPx + tipPx.width <= width;
  const isBelow = top + height + apartPx + tipPx.height <= Math.max(shape.height, tipPx.height * 2);
  const atMs = shape.fromMs + place.column * shape.stepMs;
  const cell = cellAt(line, place.column);
  return (
    <span
      aria-hidden="true"
      data-tip=""
      className="pointer-events-none absolute z-10 block rounded-md border border-line bg-raised px-2.5 py-1.5 text-small shadow-lg"
      style={{
        width: tipPx.width,
        height: tipPx.height,
        left: isRight ? cellLeft + cellPx + apartPx : Math.max(0, cellLeft - apartPx - tipPx.width),
        top: isBelow ? top + height + apartPx : top - apartPx - tipPx.height,
      }}
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{lineWords(line, format)}</span>
        <span className="shrink-0 font-medium tabular-nums">
          {cell !== unknownCell && (
            <span
              className="mr-1.5 inline-block size-2 rounded-xs"
              style={{ background: ladderCss(cell) }}
            />
          )}
          {cellWords(cell, format)}
        </span>
      </span>
      <span className="flex justify-between gap-3 text-soft text-tiny">
        <span className="min-w-0 truncate">
          {line.kind === "consumer"
            ? line.stream
            : `worst; mean ${cellWords(line.mean[place.column] ?? unknownCell, format)}`}
        </span>
      </span>
      <span className="block text-soft text-tiny tabular-nums">
        {format.day(atMs)} {format.clock(atMs)} – {format.clock(atMs + shape.stepMs)}
      </span>
    </span>
  );
}
