"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { KeysFrame } from "@/lib/model/kv-keys";
import type { KeysLook } from "./use-keys-view";

/** Opens a branch where there is nothing else to choose, once: closed again, it stays so. */
export function useSoleBranch(
  frame: KeysFrame | undefined,
  { setBranch }: Pick<KeysLook, "setBranch">,
): void {
  const opened = useRef(new Set<string>());
  const sole = frame && soleOf(frame);
  const open = useEffectEvent((prefix: string) => {
    if (opened.current.has(prefix)) return;
    opened.current.add(prefix);
    setBranch(prefix, true);
  });
  useEffect(() => {
    if (sole !== undefined) open(sole);
  }, [sole]);
}

/** The closed branch at the end, where each before it holds nothing but the next. */
function soleOf({ rows, rowCount, listing }: KeysFrame): string | undefined {
  const isChain = rows.length === rowCount && rows.every(({ depth }, index) => depth === index);
  const last = rows.at(-1);
  const isClosed = last?.kind === "branch" && !last.isOpen;
  return isChain && isClosed && listing.state === "complete" ? last.prefix : undefined;
}
