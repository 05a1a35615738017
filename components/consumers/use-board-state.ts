"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { WorstConsumers } from "@/lib/model/consumers";
import { type ConsumersState, consumersQuery } from "@/lib/queries/consumers";
import { type SnapshotState, snapshotQuery } from "@/lib/queries/snapshot";

/** The consumers, and how many there are where only the worst of them are here yet. */
export type BoardState = ConsumersState & { of?: { behind: number; total: number } };

/** What the board knows: until ten thousand rows have come, the worst ones, which come with the overview. */
export function useBoardState(connectionId: string): BoardState | undefined {
  const { data: state } = useQuery(consumersQuery(connectionId));
  const isEarly = state === undefined;
  const { data: early } = useQuery({
    ...snapshotQuery(connectionId),
    enabled: isEarly,
    select: isEarly ? earlyOf : nothingOf,
  });
  return useMemo(() => state ?? (early && toState(early)), [state, early]);
}

type Early = { worst: WorstConsumers; answeredMs: number; asOfMs: number; receivedAt: number };

const nothingOf = () => undefined;

function earlyOf({ snapshot, receivedAt }: SnapshotState): Early | undefined {
  const { value: worst, asOfMs } = snapshot?.consumers ?? {};
  // Where nobody is behind, only the whole list says who there is.
  if (!snapshot || !worst || asOfMs === undefined || worst.worst.length === 0) return undefined;
  return { worst, asOfMs, receivedAt, answeredMs: snapshot.answeredMs };
}

function toState({ worst, ...times }: Early): BoardState {
  return {
    ...times,
    ...{ revision: undefined, by: undefined, missing: [], error: undefined },
    beatMs: worst.beatMs,
    rows: worst.worst,
    sparks: new Map(Object.entries(worst.sparks ?? {})),
    of: { behind: worst.behind, total: worst.total },
  };
}
