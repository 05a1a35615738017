"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { staleMsOf } from "./snapshot-age";

const secondMs = 1_000;

/** How old the figures of a connection are, where they should be newer; undefined while all is well. */
export function useStaleMs(connectionId: string, isConnected: boolean): number | undefined {
  const { data } = useQuery(snapshotQuery(connectionId));
  const now = () => (isConnected && data ? staleMsOf(data, performance.now()) : undefined);
  return useSyncExternalStore(eachSecond, now, () => undefined);
}

function eachSecond(changed: () => void): () => void {
  const timer = setInterval(changed, secondMs / 2);
  return () => clearInterval(timer);
}
