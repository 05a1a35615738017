"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { KeysFrame } from "@/lib/model/kv-keys";
import type { RowName } from "./keys-selection";

type Ways = { findRow: (row: RowName) => Promise<number | null>; show: (index: number) => void };

/** Brings the key into sight that an address has opened, as soon as the list has come to it. */
export function useReveal(
  key: string | undefined,
  frame: KeysFrame,
  { findRow, show }: Ways,
): void {
  const shown = useRef<string>(undefined);
  const isAsking = useRef(false);
  const isComplete = frame.listing.state !== "reading";
  const ask = useEffectEvent(async (wanted: string) => {
    isAsking.current = true;
    const index = await findRow({ key: wanted });
    isAsking.current = false;
    if (shown.current === wanted) return;
    if (index !== null) show(index);
    if (index !== null || isComplete) shown.current = wanted;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each frame the list has come further.
  useEffect(() => {
    if (key === undefined) shown.current = undefined;
    else if (shown.current !== key && !isAsking.current) void ask(key);
  }, [key, frame]);
}
