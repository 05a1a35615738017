import type { CSSProperties } from "react";

/** What stands where nothing is known. */
export const hatch: CSSProperties = {
  backgroundImage:
    "repeating-linear-gradient(135deg, var(--color-line) 0 1px, transparent 1px 5px)",
};
