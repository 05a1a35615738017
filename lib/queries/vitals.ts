import { queryOptions } from "@tanstack/react-query";
import type { AppError } from "@/lib/errors/app-error";
import { askWorker } from "@/lib/worker/client";
import type { Vitals } from "@/lib/worker/protocol";

export type { FlowRates, StreamRow } from "@/lib/worker/protocol";

/** One beat of the overview; also how stale is stale (three beats). */
export const beatMs = 2_000;
/** While a rate, or the connection, is waited for, the next reading follows quickly. */
const quickBeatMs = 400;

/** The newest figures that there are, and why there are no newer ones. */
export type VitalsState = { vitals: Vitals | undefined; error: AppError | undefined };

/** The overview's figures, read anew each beat while somebody looks; a failure keeps the last ones. */
export function vitalsQuery(connectionId: string) {
  return queryOptions({
    queryKey: [connectionId, "vitals"],
    queryFn: async (): Promise<VitalsState> => {
      const reading = await askWorker((worker) => worker.getVitals(connectionId));
      return reading.ok
        ? { vitals: reading.value, error: undefined }
        : { vitals: undefined, error: reading.error };
    },
    structuralSharing: (old, fresh) => keepVitals(old as VitalsState, fresh as VitalsState),
    refetchInterval: ({ state }) => (isWaiting(state.data) ? quickBeatMs : beatMs),
    retry: false,
  });
}

function keepVitals(old: VitalsState | undefined, fresh: VitalsState): VitalsState {
  return fresh.vitals ? fresh : { vitals: old?.vitals, error: fresh.error };
}

/** A rate needs two readings, a line three: they are worth a hurry, where there is a first at all. */
function isWaiting(state: VitalsState | undefined): boolean {
  if (!state) return true;
  const { vitals, error } = state;
  if (error) return error.kind === "disconnected" && error.willRetry;
  if (!vitals || !(vitals.server.ok || vitals.account.ok)) return false;
  const rates = vitals.flow.inMessages;
  return rates.length < 2 || rates.at(-1)?.perSec === null;
}
