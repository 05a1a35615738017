"use client";

import { useQuery } from "@tanstack/react-query";
import { consumersQuery } from "@/lib/queries/consumers";
import { type WorstConsumersState, worstConsumersQuery } from "@/lib/queries/worst-consumers";

/** The consumers, and how many there are where only the worst of them are here yet. */
export type BoardState = WorstConsumersState;

/** What the board knows: the worst ones until ten thousand rows have come. */
export function useBoardState(connectionId: string): BoardState | undefined {
  const { data: state } = useQuery(consumersQuery(connectionId));
  const isEarly = state === undefined;
  const { data: worst } = useQuery({ ...worstConsumersQuery(connectionId), enabled: isEarly });
  return state ?? (worst?.rows ? worst : undefined);
}
