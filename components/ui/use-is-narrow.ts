"use client";

import { useSyncExternalStore } from "react";

/** As Tailwind's `max-md`. */
const narrow = "(width < 48rem)";

/** Whether there is no room for two things side by side. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(narrow);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    () => matchMedia(narrow).matches,
    () => false,
  );
}
