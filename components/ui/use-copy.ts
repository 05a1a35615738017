"use client";

import { useEffect, useState } from "react";

const shownMs = 2_000;

/** How the last copy went, for as long as it is shown. */
export type Copied = { state: "idle" | "copied" | "refused"; words: string };

const idle: Copied = { state: "idle", words: "" };
const copied: Copied = { state: "copied", words: "Copied" };
const refused: Copied = { state: "refused", words: "The browser did not let it be copied" };

/** Copies a text, and tells for two seconds how that went. */
export function useCopy(): { copied: Copied; copy: (text: string) => void } {
  const [last, setLast] = useState(idle);
  useEffect(() => {
    if (last.state === "idle") return;
    const timer = setTimeout(() => setLast(idle), shownMs);
    return () => clearTimeout(timer);
  }, [last]);
  const copy = (text: string) =>
    void write(text).then(
      () => setLast({ ...copied }),
      () => setLast({ ...refused }),
    );
  return { copied: last, copy };
}

/** Where the page is not https, browsers have no clipboard at all. */
async function write(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
