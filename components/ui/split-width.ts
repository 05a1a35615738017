"use client";

import { useState, useSyncExternalStore } from "react";

/** How much of the room the list takes, in percent. */
export const leastShare = 25;
export const mostShare = 75;
const usualShare = 55;

/** The list's share of the room, kept for this tab; nothing given puts it back to the usual. */
export function useListShare(storageKey: string): [number, (share?: number) => void] {
  const stored = useSyncExternalStore(
    noChange,
    () => read(storageKey),
    () => usualShare,
  );
  const [chosen, setChosen] = useState<number>();
  const choose = (share = usualShare) => {
    const within = Math.min(mostShare, Math.max(leastShare, Math.round(share)));
    setChosen(within);
    keep(storageKey, within);
  };
  return [chosen ?? stored, choose];
}

const noChange = () => () => undefined;
const keyOf = (storageKey: string) => `split:${storageKey}`;

function read(storageKey: string): number {
  try {
    const share = Number(sessionStorage.getItem(keyOf(storageKey)));
    return share >= leastShare && share <= mostShare ? share : usualShare;
  } catch {
    return usualShare;
  }
}

// Without storage the width is of this page only, which is no fault worth words.
function keep(storageKey: string, share: number): void {
  try {
    sessionStorage.setItem(keyOf(storageKey), String(share));
  } catch {
    return;
  }
}
