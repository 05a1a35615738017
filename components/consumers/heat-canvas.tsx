"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { paintHeat } from "./heat-paint";
import type { HeatShape } from "./heat-shape";
import { useIsDark } from "./use-is-dark";

/** The cells; drawn again when they are others, and when size, theme or the screen's density changes. */
export function HeatCanvas({ shape, width }: { shape: HeatShape; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useIsDark();
  const ratio = usePixelRatio();
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const gapColour = getComputedStyle(document.body).backgroundColor;
    paintHeat(canvas.current, shape, { width, ratio, isDark, gapColour });
  }, [shape, width, ratio, isDark]);
  // What it shows is said beside it, cell by cell.
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="block" style={{ width, height: shape.height }} />
    </span>
  );
}

/** A window may go to another screen, and a page be zoomed. */
function usePixelRatio(): number {
  const [ratio, setRatio] = useState(() => window.devicePixelRatio);
  useEffect(() => {
    const media = matchMedia(`(resolution: ${ratio}dppx)`);
    const look = () => setRatio(window.devicePixelRatio);
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [ratio]);
  return ratio;
}
