"use client";

import { useLayoutEffect, useRef, useState } from "react";

/** The density's row height in pixels; `probe` has to be drawn. A finger needs more room. */
export function useRowHeight() {
  const element = useRef<HTMLSpanElement>(null);
  const [rowPx, setRowPx] = useState(36);
  useLayoutEffect(() => {
    if (!element.current) return;
    const look = () => setRowPx(element.current?.offsetHeight || 36);
    const observer = new ResizeObserver(look);
    observer.observe(element.current);
    look();
    return () => observer.disconnect();
  }, []);
  const probe = (
    <span
      ref={element}
      aria-hidden="true"
      className="invisible absolute block min-h-0 w-0 max-md:min-h-11"
      style={{ height: "var(--row-height, 36px)" }}
    />
  );
  return { probe, rowPx };
}
