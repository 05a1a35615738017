"use client";

import { useEffect, useState } from "react";

/** How long a row is marked after it was changed. */
const markedMs = 2_000;

/** A tint over a row that was changed just now; it comes and goes, and nothing moves. */
export function ChangedMark({ agoMs }: { agoMs: number }) {
  const [leftMs] = useState(markedMs - agoMs);
  const [isOver, setOver] = useState(leftMs <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [leftMs]);
  return (
    <span
      aria-hidden="true"
      data-changed={isOver ? undefined : ""}
      className={`pointer-events-none absolute inset-0 border-accent border-l-2 bg-accent/10 motion-safe:transition-opacity motion-safe:duration-150 ${isOver ? "opacity-0" : ""}`}
    />
  );
}
