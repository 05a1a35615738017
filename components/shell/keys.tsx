"use client";

import { useSyncExternalStore } from "react";
import { isMac } from "./shortcuts";

/** Keys as they are called on this keyboard. */
export function Keys({ keys }: { keys: string }) {
  const mod = useModKey();
  return (
    <span className="flex shrink-0 items-center gap-1 text-soft text-tiny">
      {keys.split(" ").map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: `g g` is the same key twice.
        <kbd key={index} className="rounded border border-line px-1 font-sans">
          {key.startsWith("mod+") ? `${mod}${key.slice(4).toUpperCase()}` : key}
        </kbd>
      ))}
    </span>
  );
}

function useModKey(): string {
  return useSyncExternalStore(never, macOrNot, elsewhere);
}

const never = () => () => undefined;
const macOrNot = () => (isMac() ? "⌘" : elsewhere());
const elsewhere = () => "Ctrl ";
