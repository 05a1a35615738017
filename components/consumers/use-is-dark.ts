"use client";

import { useSyncExternalStore } from "react";

const dark = "(prefers-color-scheme: dark)";

/** Whether the page is dark now: for what is drawn where CSS does not reach. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark, () => false);
}

function subscribe(changed: () => void): () => void {
  const media = matchMedia(dark);
  media.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    media.removeEventListener("change", changed);
    observer.disconnect();
  };
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia(dark).matches);
}
