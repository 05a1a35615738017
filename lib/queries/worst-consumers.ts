import { queryOptions } from "@tanstack/react-query";
import { applyConsumers, noConsumers } from "@/lib/live/apply-consumers";
import type { ConsumersCount } from "@/lib/model/consumers";
import { worstConsumersAddress } from "@/lib/url/consumer-address";
import { parseConsumers } from "@/lib/worker/consumers-parse";
import type { ConsumersState } from "./consumers";

/** The consumers that are furthest behind; of how many, where those are not all. */
export type WorstConsumersState = ConsumersState & { of?: ConsumersCount };

const withinMs = 5_000;

/**
 * Who is furthest behind, for as long as all of them are on their way; null where the console doesn't tell, which the
 * list of all says in words. The page asks by itself, once: its head has asked already, before the worker had begun.
 */
export function worstConsumersQuery(connectionId: string) {
  return queryOptions({
    queryKey: [connectionId, "worst-consumers"],
    queryFn: () => fetchWorst(connectionId).catch(() => null),
    // Each row is one object for ever.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    networkMode: "always",
  });
}

async function fetchWorst(connectionId: string): Promise<WorstConsumersState | null> {
  const response = await fetch(worstConsumersAddress(connectionId), {
    signal: AbortSignal.timeout(withinMs),
  });
  if (!response.ok) return null;
  const parsed = parseConsumers(await response.json());
  if (!parsed.ok) return null;
  const { of } = parsed.value;
  return {
    ...applyConsumers(noConsumers, parsed.value),
    receivedAt: performance.now(),
    ...(of ? { of } : {}),
  };
}
