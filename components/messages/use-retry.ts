"use client";

import { useEffect, useEffectEvent } from "react";
import { describeError } from "@/lib/errors/describe-error";
import type { LoadedMessages } from "./use-message-list";

const againMs = 2_000;

/** Asks again for what could not be read at first, as long as that may pass by itself. */
export function useRetry({ rows, error, isLoading, retry }: LoadedMessages): void {
  const again = useEffectEvent(retry);
  const isWorthIt = !rows && !isLoading && error !== null && describeError(error).canRetry;
  useEffect(() => {
    if (!isWorthIt) return;
    const timer = setTimeout(() => again(), againMs);
    return () => clearTimeout(timer);
  }, [isWorthIt]);
}
