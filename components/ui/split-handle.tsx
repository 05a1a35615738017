"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { leastShare, mostShare } from "./split-width";

type Props = {
  /** What it gives room to. */
  listId: string;
  share: number;
  onShare: (share?: number) => void;
};

const steps: Record<string, (share: number) => number> = {
  ArrowLeft: (share) => share - 2,
  ArrowRight: (share) => share + 2,
  Home: () => leastShare,
  End: () => mostShare,
};

/** The line between two parts, which is moved by pointer or keyboard; a double click puts it back. */
export function SplitHandle({ listId, share, onShare }: Props) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const room = handle.parentElement?.getBoundingClientRect();
    if (!room || !handle.hasPointerCapture(event.pointerId)) return;
    onShare((100 * (event.clientX - room.left)) / room.width);
  };
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    onShare(step(share));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-controls={listId}
      aria-valuenow={share}
      aria-valuemin={leastShare}
      aria-valuemax={mostShare}
      aria-valuetext={`${share}%`}
      tabIndex={0}
      title="Drag to resize; double click to reset"
      onKeyDown={move}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={() => onShare()}
      className="group flex cursor-col-resize touch-none select-none justify-center rounded max-md:hidden"
    >
      <span className="h-full w-px bg-line group-hover:bg-accent group-active:bg-accent" />
    </div>
  );
}
