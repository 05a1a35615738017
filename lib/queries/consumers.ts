import { queryOptions } from "@tanstack/react-query";
import { applyConsumers, type Consumers, noConsumers } from "@/lib/live/apply-consumers";
import { askWorker } from "@/lib/worker/client";
import "./wake";

/**
 * The consumers as they are known. The error is of NATS, which did not answer the console, or of the console, which
 * does not answer; the rows are the last known ones.
 */
export type ConsumersState = Consumers & {
  /** When it came, by `performance.now()`. */
  receivedAt: number;
};

const usualBeatMs = 2_000;
/** Before anything was read, and while the console is away. */
const quickBeatMs = 1_000;
/** A change is seen soon after it was read, however seldom that is. */
const longestBeatMs = 5_000;

/** Every consumer of a connection, asked for anew each beat while somebody looks; a failure keeps the last. */
export function consumersQuery(connectionId: string) {
  const queryKey = [connectionId, "consumers"];
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<ConsumersState> => {
      const old = client.getQueryData<ConsumersState>(queryKey) ?? nothing;
      const reading = await askWorker((worker) => worker.getConsumers(connectionId, old.revision));
      // Those of a connection that was deleted are nobody's.
      if (!reading.ok) {
        const base = reading.error.kind === "unknown-connection" ? nothing : old;
        return { ...base, error: reading.error };
      }
      return { ...applyConsumers(old, reading.value), receivedAt: performance.now() };
    },
    // What has not changed is the same object already.
    structuralSharing: false,
    staleTime: 0,
    refetchInterval: ({ state }) => beatOf(state.data),
    refetchOnWindowFocus: "always",
    // The console may be on this machine, whatever the browser thinks of the network.
    networkMode: "always",
    retry: false,
  });
}

const nothing: ConsumersState = { ...noConsumers, receivedAt: 0 };

function beatOf(state: ConsumersState | undefined): number {
  if (!state?.rows || state.error?.kind === "console-away") return quickBeatMs;
  return Math.min(longestBeatMs, Math.max(usualBeatMs, state.beatMs ?? 0));
}
