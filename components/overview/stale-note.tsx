"use client";

import { useEffect, useState } from "react";
import { formatAge } from "@/lib/format/duration";

/** Says nothing while the figures are fresh; else how old they are. */
export function StaleNote({ readMs, afterMs }: { readMs: number; afterMs: number }) {
  const [nowMs, setNowMs] = useState(readMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const ageMs = nowMs - readMs;
  if (ageMs < afterMs) return null;
  return (
    <p role="status" className="text-attention text-small">
      Not live: as of {formatAge(ageMs)}
    </p>
  );
}
