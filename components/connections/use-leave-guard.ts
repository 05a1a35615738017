"use client";

import { useEffect, useRef, useState } from "react";

/** Where somebody wanted to go, and what to do about it. */
export type LeaveGuard = {
  isAsking: boolean;
  stay: () => void;
  leave: () => void;
  /** Does it, after asking where there is something to lose. */
  guard: (go: () => void) => void;
};

/** Asks before unsaved changes are lost: by a link, the browser's back button, or the tab's end. */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [go, setGo] = useState<() => void>();
  /** The answer was yes: the way that was chosen must not be asked about again. */
  const isReleased = useRef(false);
  useEffect(() => {
    if (!isDirty) return;
    const ask = (next: () => void) => setGo(() => next);
    const stop = new AbortController();
    const { signal } = stop;
    const keepTab = (event: BeforeUnloadEvent) => {
      if (!isReleased.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", keepTab, { signal });
    // Before Next and the page's own links hear of it.
    document.addEventListener(
      "click",
      (event) => {
        const link = linkOf(event);
        if (!link || isReleased.current) return;
        event.preventDefault();
        event.stopPropagation();
        ask(() => location.assign(link.href));
      },
      { signal, capture: true },
    );
    window.navigation?.addEventListener(
      "navigate",
      (event) => {
        if (event.navigationType !== "traverse" || !event.cancelable || isReleased.current) return;
        event.preventDefault();
        const { key } = event.destination;
        ask(() => window.navigation.traverseTo(key));
      },
      { signal },
    );
    return () => stop.abort();
  }, [isDirty]);
  return {
    isAsking: go !== undefined,
    stay: () => setGo(undefined),
    leave() {
      setGo(undefined);
      isReleased.current = true;
      go?.();
    },
    guard: (next) => (isDirty ? setGo(() => next) : next()),
  };
}

/** The link that a plain click would follow in this tab. */
function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const isPlain =
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!isPlain || !(event.target instanceof Element)) return undefined;
  const link = event.target.closest("a");
  return link instanceof HTMLAnchorElement && link.target === "" ? link : undefined;
}
