import { queryOptions } from "@tanstack/react-query";
import { natsWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

export type { FlowRates, StreamRow } from "@/lib/worker/protocol";

/** One beat of the overview; also how stale is stale (three beats). */
export const beatMs = 2_000;

/** A rate needs two readings: the first ones come quickly, so that nobody waits two beats for it. */
const firstBeatMs = 400;

/** The overview's figures, read anew each beat while somebody looks. */
export function vitalsQuery(connectionId: string) {
  return queryOptions({
    queryKey: [connectionId, "vitals"],
    queryFn: () => unwrap(natsWorker().getVitals(connectionId)),
    refetchInterval: ({ state: { data } }) =>
      data && data.flow.inMessages.length < 2 ? firstBeatMs : beatMs,
    retry: false,
    // Rates are new at each beat: comparing the old tree with the new finds nothing to share.
    structuralSharing: false,
  });
}
