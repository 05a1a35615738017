"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { HeatActs } from "./heat-acts";
import { type HeatShape, lineAt } from "./heat-shape";

/** A cell, by its line and its step of time. */
export type HeatPlace = { line: number; column: number };

/** Steps of time that are marked out. */
export type Marked = { from: number; to: number };

type Options = {
  shape: HeatShape;
  cellPx: number;
  acts: HeatActs;
  /** Told which line is pointed at. */
  onLine: (line: number | undefined) => void;
};

const shortestDragPx = 4;

/** What is pointed at and marked out on a map, and what pointer and keys do with it. */
export function useHeatCursor({ shape, cellPx, acts, onLine }: Options) {
  const [at, setAt] = useState<HeatPlace>();
  const [marked, setMarked] = useState<Marked>();
  // Of a map that came meanwhile, it may stand beyond the last line.
  const place = at && at.line < shape.lines.length && at.column < shape.columns ? at : undefined;
  const point = (next: HeatPlace | undefined) => {
    if (next?.line === at?.line && next?.column === at?.column) return;
    setAt(next);
    onLine(next?.line);
  };
  const open = ({ line: index }: HeatPlace) => {
    const line = shape.lines[index];
    if (line?.kind === "consumer") acts.open({ stream: line.stream, name: line.name });
    else if (line?.stream !== undefined) acts.openStream(line.stream);
  };
  const zoom = ({ from, to }: Marked) => {
    const at = (column: number) => shape.fromMs + column * shape.stepMs;
    setMarked(undefined);
    acts.zoom({ fromMs: at(Math.min(from, to)), toMs: at(Math.max(from, to) + 1) });
  };
  const leave = () => {
    if (marked) setMarked(undefined);
    else if (place) point(undefined);
    else acts.back();
  };
  const enter = () => {
    if (marked) zoom(marked);
    else if (place) open(place);
  };
  const walk = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const from = place ?? { line: 0, column: shape.columns - 1 };
    const next = stepTo(key, from, shape);
    if (!next) return false;
    const isMarking = shiftKey && next.line === from.line;
    setMarked(isMarking ? { from: marked?.from ?? from.column, to: next.column } : undefined);
    // The first key shows where it stands.
    point(place || isMarking ? next : from);
    return true;
  };
  const columnUnder = ({ clientX, currentTarget }: PointerEvent) => {
    const { left } = currentTarget.getBoundingClientRect();
    return within(Math.floor((clientX - left) / cellPx), shape.columns);
  };
  const placeUnder = (event: PointerEvent): HeatPlace | undefined => {
    const { top } = event.currentTarget.getBoundingClientRect();
    const line = lineAt(shape, event.clientY - top);
    return line === undefined ? undefined : { line, column: columnUnder(event) };
  };
  const finish = (event: PointerEvent) => {
    const under = placeUnder(event);
    // A finger has no hover: it asks first, and opens by the names.
    if (event.pointerType === "touch") point(under);
    if (!marked) return;
    setMarked(undefined);
    if (Math.abs(marked.to - marked.from) * cellPx >= shortestDragPx) zoom(marked);
    else if (under) open(under);
  };
  return {
    place,
    marked,
    heard: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0 || event.pointerType === "touch") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const column = columnUnder(event);
        setMarked({ from: column, to: column });
      },
      onPointerMove: (event: PointerEvent) => {
        point(placeUnder(event));
        const isDragged = marked && event.currentTarget.hasPointerCapture(event.pointerId);
        if (isDragged) setMarked({ ...marked, to: columnUnder(event) });
      },
      onPointerUp: finish,
      onPointerCancel: () => setMarked(undefined),
      onPointerLeave: () => point(undefined),
      onBlur: () => {
        setMarked(undefined);
        point(undefined);
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "Escape") leave();
        else if (event.key === "Enter") enter();
        else if (!walk(event)) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

const longStep = 10;

const steps: Record<string, (place: HeatPlace, columns: number) => HeatPlace> = {
  ArrowLeft: ({ line, column }) => ({ line, column: column - 1 }),
  ArrowRight: ({ line, column }) => ({ line, column: column + 1 }),
  ArrowUp: ({ line, column }) => ({ line: line - 1, column }),
  ArrowDown: ({ line, column }) => ({ line: line + 1, column }),
  PageUp: ({ line, column }) => ({ line, column: column - longStep }),
  PageDown: ({ line, column }) => ({ line, column: column + longStep }),
  Home: ({ line }) => ({ line, column: 0 }),
  End: ({ line }, columns) => ({ line, column: columns - 1 }),
};

function stepTo(key: string, from: HeatPlace, { lines, columns }: HeatShape) {
  const next = steps[key]?.(from, columns);
  return next && { line: within(next.line, lines.length), column: within(next.column, columns) };
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
