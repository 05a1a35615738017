"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { useFormat } from "@/components/ui/use-format";
import type { MessageRow, StreamExtent } from "@/lib/model/message-page";

type Props = {
  extent: StreamExtent;
  isOldestFirst: boolean;
  /** The rows in sight: the first and the last of them. */
  top: MessageRow | undefined;
  bottom: MessageRow | undefined;
  /** Where what is loaded lies; drawn where a filter leaves most out. */
  hits: readonly MessageRow[] | undefined;
  /** The part that was searched: where it began, and where it goes on. */
  scanned?: { from: bigint; next: bigint } | undefined;
  onJump: (sequence: bigint) => void;
};

const whole = 1_000;
/** A jump draws the list anew, and the bar with it: who went by keys holds it again afterwards. */
let isHeldByKeys = false;

/**
 * The scroll bar of the list: the whole stream by sequence. A browser's own ends at 33 million pixels, and knows
 * only the rows that are loaded.
 */
export function PositionBar(props: Props) {
  const { extent, isOldestFirst, top, bottom, hits, scanned, onJump } = props;
  const format = useFormat();
  const hintId = useId();
  const bar = useRef<HTMLDivElement>(null);
  const [aimed, setAimed] = useState<bigint>();
  useEffect(() => {
    if (isHeldByKeys) bar.current?.focus();
    isHeldByKeys = false;
  }, []);
  const span = extent.last - extent.first;
  const placeOf = (sequence: bigint): number => {
    if (span <= 0n) return 0;
    const share = Number(((sequence - extent.first) * BigInt(whole)) / span);
    const place = Math.max(0, Math.min(whole, share));
    return isOldestFirst ? place : whole - place;
  };
  const sequenceAt = (place: number): bigint => {
    const share = isOldestFirst ? place : whole - place;
    return extent.first + (span * BigInt(Math.round(share))) / BigInt(whole);
  };
  const aim = ({ clientY }: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    if (!box || box.height === 0) return;
    const place = ((clientY - box.top) / box.height) * whole;
    setAimed(sequenceAt(Math.max(0, Math.min(whole, place))));
  };
  const from = top ? placeOf(top.sequence) : 0;
  const to = bottom ? placeOf(bottom.sequence) : from;
  const step = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    isHeldByKeys = true;
    onJump(sequenceAt(Math.max(0, Math.min(whole, by(from)))));
  };
  return (
    <div className="relative w-4 shrink-0 max-md:w-6">
      <div
        ref={bar}
        role="scrollbar"
        aria-label="Position in the stream"
        aria-orientation="vertical"
        aria-controls={hintId}
        aria-valuemin={0}
        aria-valuemax={whole}
        aria-valuenow={from}
        aria-valuetext={top ? `Sequence ${format.exact(top.sequence)}` : "Nothing is shown"}
        tabIndex={0}
        onKeyDown={step}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          aim(event);
        }}
        onPointerMove={(event) => aimed !== undefined && aim(event)}
        onPointerUp={() => {
          if (aimed !== undefined) onJump(aimed);
          setAimed(undefined);
        }}
        onPointerCancel={() => setAimed(undefined)}
        className="absolute inset-0 cursor-pointer touch-none select-none border-line border-l bg-hover/50 outline-offset-[-2px]"
      >
        {scanned && (
          <span
            className="absolute inset-x-0 bg-accent/15"
            style={spanStyle(placeOf(scanned.from), placeOf(scanned.next))}
          />
        )}
        {hits && <Hits rows={hits} placeOf={placeOf} />}
        <span
          className="absolute inset-x-0.5 min-h-2 rounded-sm bg-unknown/70"
          style={{ top: `min(${from / 10}%, calc(100% - 0.5rem))`, height: `${(to - from) / 10}%` }}
        />
        {aimed !== undefined && (
          <span
            className="absolute inset-x-0 h-0.5 bg-accent"
            style={{ top: `${placeOf(aimed) / 10}%` }}
          />
        )}
      </div>
      <span
        id={hintId}
        className={
          aimed === undefined
            ? "sr-only"
            : "absolute right-full z-10 mr-1 -translate-y-1/2 whitespace-nowrap rounded-md border border-line bg-raised px-2 py-1 text-small tabular-nums shadow-lg"
        }
        style={aimed === undefined ? undefined : { top: `${placeOf(aimed) / 10}%` }}
      >
        {aimed === undefined
          ? `From sequence ${format.exact(extent.first)} to ${format.exact(extent.last)}`
          : `Sequence ${format.exact(aimed)}`}
      </span>
    </div>
  );
}

function spanStyle(one: number, other: number) {
  const [from, to] = one < other ? [one, other] : [other, one];
  return { top: `${from / 10}%`, height: `${(to - from) / 10}%` };
}

const steps: Record<string, (from: number) => number> = {
  ArrowDown: (from) => from + whole / 100,
  ArrowUp: (from) => from - whole / 100,
  PageDown: (from) => from + whole / 10,
  PageUp: (from) => from - whole / 10,
  Home: () => 0,
  End: () => whole,
};

/** Marks where something is known to lie; as many as can be told apart. */
function Hits({
  rows,
  placeOf,
}: {
  rows: readonly MessageRow[];
  placeOf: (sequence: bigint) => number;
}) {
  const places = new Set(rows.map(({ sequence }) => Math.round(placeOf(sequence) / 4) * 4));
  const path = [...places].map((place) => `M0 ${place}h10`).join("");
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 10 ${whole}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full text-accent"
    >
      <path d={path} stroke="currentColor" strokeWidth="1" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
