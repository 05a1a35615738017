"use client";

import { useEffect, useEffectEvent } from "react";
import type { KeysFrame } from "@/lib/model/kv-keys";
import type { KeysSession } from "@/lib/queries/kv-keys";
import { prefixesOf } from "./keys-selection";
import type { KeysLook } from "./use-keys-view";

/** So many keys are shown without a click where they were looked for. */
const most = 100;

/** Opens the branches of what a filter has found, where that is little. */
export function useFoundBranches(
  session: Pick<KeysSession, "listInView">,
  frame: KeysFrame | undefined,
  { view, showFound }: Pick<KeysLook, "view" | "showFound">,
): void {
  const { shape, separators, text, pattern } = view;
  const isFiltered = shape === "tree" && (text !== "" || pattern !== undefined);
  const passing = frame?.passing ?? 0;
  const isFew = isFiltered && passing > 0 && passing <= most;
  const show = useEffectEvent((keys: readonly string[]) => {
    showFound([...new Set(keys.flatMap((key) => prefixesOf(key, separators)))]);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each other filter, and each other count, finds others.
  useEffect(() => {
    if (!isFew) return;
    let isOver = false;
    void session.listInView({ kind: "all" }, most).then((answer) => {
      if (!isOver && answer.ok && answer.value.isAll) show(answer.value.keys);
    });
    return () => {
      isOver = true;
    };
  }, [session, isFew, passing, text, pattern, separators]);
}
