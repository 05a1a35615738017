"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** What came of sending, brought into sight as it comes: the form above may be taller than the screen. */
export function InSight({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={element} className="scroll-my-20">
      {children}
    </div>
  );
}
