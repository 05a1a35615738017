"use client";

import { useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import { pointAt, useCrosshair } from "./crosshair";
import type { DrawnLine } from "./drawn-lines";
import type { Plot } from "./plot";
import { type Columns, type Mark, nearest, type Span } from "./series";

type Props = {
  name: string;
  group: string;
  plot: Plot;
  columns: Columns;
  lines: DrawnLine[];
  marks: Mark[];
  format: (value: number) => string;
  onBrush?: ((span: Span) => void) | undefined;
  onBack?: (() => void) | undefined;
};

type Drag = { fromMs: number; toMs: number };

const shortestDragPx = 4;

/** The crosshair and what is marked out, by pointer and by keyboard; the lines below are not drawn again. */
export function PlotCursor(props: Props) {
  const { name, group, plot, columns, lines, marks, format, onBrush, onBack } = props;
  const { moment } = useFormat();
  const pointedMs = useCrosshair(group);
  const [drag, setDrag] = useState<Drag>();
  const index = pointedMs === undefined ? -1 : nearest(columns.atMs, pointedMs);
  const atMs = columns.atMs[index];
  const at = (event: { clientX: number; currentTarget: Element }) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return plot.atMs(Math.min(Math.max(event.clientX - left, 0), plot.width));
  };
  const finish = (span: Drag | undefined) => {
    setDrag(undefined);
    if (!span || !onBrush) return;
    const [fromMs, toMs] = [Math.min(span.fromMs, span.toMs), Math.max(span.fromMs, span.toMs)];
    if (plot.x(toMs) - plot.x(fromMs) >= shortestDragPx) onBrush({ fromMs, toMs });
  };
  const leave = (): boolean => {
    if (drag) setDrag(undefined);
    else if (pointedMs !== undefined) pointAt(group, undefined);
    else if (onBack) onBack();
    else return false;
    return true;
  };
  const move = (key: string, isLong: boolean): boolean => {
    const next = stepTo(key, index, columns.atMs.length, isLong ? 10 : 1);
    const nextMs = columns.atMs[next ?? -1];
    if (nextMs === undefined) return false;
    const fromMs = drag?.fromMs ?? atMs ?? nextMs;
    setDrag(isLong && onBrush ? { fromMs, toMs: nextMs } : undefined);
    pointAt(group, nextMs);
    return true;
  };
  const press = (key: string, isLong: boolean): boolean => {
    if (key === "Escape") return leave();
    if (key !== "Enter") return move(key, isLong);
    finish(drag);
    return drag !== undefined;
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={
        onBrush ? `${name}: moment; Shift and arrows mark out a range` : `${name}: moment`
      }
      aria-valuemin={0}
      aria-valuemax={Math.max(0, columns.atMs.length - 1)}
      aria-valuenow={index === -1 ? Math.max(0, columns.atMs.length - 1) : index}
      aria-valuetext={
        atMs === undefined
          ? "none"
          : `${moment(atMs)}: ${[
              ...lines.map((line, place) => inWords(line, columns.values[place]?.[index], format)),
              ...near(marks, atMs, plot).map(({ label }) => label),
            ].join(", ")}`
      }
      className={`absolute inset-0 touch-pan-y rounded-sm ${onBrush ? "cursor-crosshair" : ""}`}
      onPointerMove={(event) => {
        const overMs = at(event);
        pointAt(group, columns.atMs[nearest(columns.atMs, overMs)]);
        if (drag) setDrag({ ...drag, toMs: overMs });
      }}
      onPointerDown={(event) => {
        if (event.button !== 0 || !onBrush || event.pointerType === "touch") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ fromMs: at(event), toMs: at(event) });
      }}
      onPointerUp={(event) => finish(drag && { ...drag, toMs: at(event) })}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => pointAt(group, undefined)}
      onDoubleClick={() => onBack?.()}
      onBlur={() => {
        setDrag(undefined);
        pointAt(group, undefined);
      }}
      onKeyDown={(event) => {
        if (!press(event.key, event.shiftKey)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <svg
        aria-hidden="true"
        width={plot.width}
        height={plot.height}
        className="pointer-events-none absolute inset-0 overflow-visible"
      >
        {drag && (
          <rect
            data-brush=""
            x={plot.x(Math.min(drag.fromMs, drag.toMs))}
            width={Math.abs(plot.x(drag.toMs) - plot.x(drag.fromMs))}
            height={plot.height}
            className="fill-accent/15 stroke-accent/50"
          />
        )}
        {atMs !== undefined && (
          <g data-crosshair="">
            <line
              x1={plot.x(atMs)}
              x2={plot.x(atMs)}
              y2={plot.height}
              className="stroke-soft"
              strokeDasharray="2 2"
            />
            {lines.map((line, place) => {
              const value = columns.values[place]?.[index] ?? null;
              if (value === null || line.isHidden) return null;
              return (
                <circle
                  key={line.id}
                  cx={plot.x(atMs)}
                  cy={plot.y(value)}
                  r={3.5}
                  fill={line.colour}
                  className="stroke-page"
                  strokeWidth={1.5}
                />
              );
            })}
          </g>
        )}
      </svg>
    </div>
  );
}

/** The marks that a crosshair stands on, give or take a few pixels. */
export function near(marks: Mark[], atMs: number, plot: Plot): Mark[] {
  return marks.filter((mark) => Math.abs(plot.x(mark.atMs) - plot.x(atMs)) <= 6);
}

function stepTo(key: string, index: number, count: number, by: number): number | undefined {
  const from = index === -1 ? count - 1 : index;
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(0, from - by);
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(count - 1, from + by);
    case "PageDown":
      return Math.max(0, from - 10);
    case "PageUp":
      return Math.min(count - 1, from + 10);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function inWords(
  line: DrawnLine,
  value: number | null | undefined,
  format: (value: number) => string,
): string {
  return `${line.label} ${value === null || value === undefined ? "unknown" : format(value)}`;
}
