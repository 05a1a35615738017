import { useEffect } from "react";

/** Begins what the page will need soon, but not before it has been seen; `work` is the same from draw to draw. */
export function useAfterPaint(work: () => void) {
  useEffect(() => {
    // A frame's callback runs before it is painted, a task begun there after it. Nothing is painted in a tab behind others.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(work);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [work]);
}
