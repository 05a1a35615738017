"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Tells the page how high what lies over its foot is, so that nothing stays under it. */
export function useTrayFoot(): RefObject<HTMLElement | null> {
  const tray = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = tray.current;
    if (!element) return;
    const { style } = document.documentElement;
    const tell = () => style.setProperty("--tray-foot", `${element.offsetHeight}px`);
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--tray-foot");
    };
  }, []);
  return tray;
}
