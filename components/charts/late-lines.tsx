"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { useIsPointedAt } from "./crosshair";
import { DrawnLines, type LinesProps } from "./drawn-lines";

// Not to be had, say after an update of the console: what is drawn by hand stays.
const RechartsLines = lazy(() =>
  import("./time-series-lines").then(
    (chunk) => ({ default: chunk.RechartsLines }),
    () => ({ default: DrawnLines }),
  ),
);

type Props = LinesProps & {
  /** The picture moves on by itself. */
  isLive: boolean;
  group: string;
};

/**
 * The lines of a chart: by the chart library when somebody points at them or the picture rests; by hand
 * before it has come, and while the picture moves on and nobody points at it, for that costs a tenth.
 */
export function LateLines({ isLive, group, ...props }: Props) {
  const isPointedAt = useIsPointedAt(group);
  const [isTime, setIsTime] = useState(false);
  useEffect(() => whenIdle(() => setIsTime(true)), []);
  const byHand = <DrawnLines {...props} />;
  const isWanted = isTime && (isPointedAt || !isLive);
  // The library draws no line of one point.
  if (!isWanted || props.columns.atMs.length < 2) return byHand;
  return (
    <Suspense fallback={byHand}>
      <RechartsLines {...props} />
    </Suspense>
  );
}

function whenIdle(work: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}
