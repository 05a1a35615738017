"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

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
  const router = useRouter();
  const [go, setGo] = useState<() => void>();
  useEffect(() => {
    if (!isDirty) return;
    const ask = (next: () => void) => setGo(() => next);
    const stop = new AbortController();
    const { signal } = stop;
    const release = (next: () => void) => () => {
      stop.abort();
      next();
    };
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
    // Before Next and the page's own links hear of it.
    document.addEventListener(
      "click",
      (event) => {
        const link = linkOf(event);
        if (!link) return;
        event.preventDefault();
        event.stopPropagation();
        ask(release(() => router.push(link.href)));
      },
      { signal, capture: true },
    );
    window.navigation?.addEventListener(
      "navigate",
      (event) => {
        if (event.navigationType !== "traverse" || !event.cancelable) return;
        event.preventDefault();
        const { key } = event.destination;
        ask(release(() => window.navigation.traverseTo(key)));
      },
      { signal },
    );
    return () => stop.abort();
  }, [isDirty, router]);
  return {
    isAsking: go !== undefined,
    stay: () => setGo(undefined),
    leave() {
      setGo(undefined);
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
