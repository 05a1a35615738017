import { queryOptions } from "@tanstack/react-query";
import { applyConsumers, noConsumers } from "@/lib/live/apply-consumers";
import type { ConsumersCount } from "@/lib/model/consumers";
import { worstConsumersAddress } from "@/lib/url/console-address";
import { parseConsumers } from "@/lib/worker/consumers-parse";
import type { ConsumersState } from "./consumers";
import { takeFromHead } from "./head-answer";

/** The consumers that are furthest behind; of how many, where those are not all. */
export type WorstConsumersState = ConsumersState & { of?: ConsumersCount };

/**
 * Who is furthest behind, for as long as all of them are on their way; null where the console doesn't tell, which the
 * list of all says in words.
 */
export function worstConsumersQuery(connectionId: string) {
  return queryOptions({
    queryKey: [connectionId, "worst-consumers"],
    queryFn: () => readWorst(connectionId),
    // Each row is one object for ever.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
}

async function readWorst(connectionId: string): Promise<WorstConsumersState | null> {
  const answer = await takeFromHead(worstConsumersAddress(connectionId), parseConsumers);
  if (!answer) return null;
  const { value, receivedAt } = answer;
  const { of } = value;
  return { ...applyConsumers(noConsumers, value), receivedAt, ...(of ? { of } : {}) };
}
