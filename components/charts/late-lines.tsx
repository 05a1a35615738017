"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { DrawnLines, type LinesProps } from "./drawn-lines";

// Not to be had, say after an update of the console: what is drawn by hand stays.
const RechartsLines = lazy(() =>
  import("./time-series-lines").then(
    (chunk) => ({ default: chunk.RechartsLines }),
    () => ({ default: DrawnLines }),
  ),
);

/** The lines of a chart: at once by hand, and by the chart library when there was time to fetch it. */
export function LateLines(props: LinesProps) {
  const [isTime, setIsTime] = useState(false);
  useEffect(() => whenIdle(() => setIsTime(true)), []);
  const byHand = <DrawnLines {...props} />;
  // The library draws no line of one point.
  if (!isTime || props.columns.atMs.length < 2) return byHand;
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
