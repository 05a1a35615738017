import { queryOptions } from "@tanstack/react-query";
import type { AppError } from "@/lib/errors/app-error";
import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import "./wake";

/** The newest that is known of a connection, and why there is nothing newer. */
export type SnapshotState = {
  snapshot: Snapshot | undefined;
  /** The worst first. */
  troubles: Trouble[];
  /** When the snapshot came, by `performance.now()`. */
  receivedAt: number;
  error: AppError | undefined;
};

const usualBeatMs = 2_000;
/** While a rate is waited for, the next question follows quickly. */
const quickBeatMs = 400;
/** Points of a console that has only begun to read, and reads quickly for now. */
const firstPoints = 8;
/** While the console is away. */
const awayBeatMs = 1_000;

/** Everything that is known of a connection, asked for anew each beat while somebody looks; a failure keeps the last. */
export function snapshotQuery(connectionId: string) {
  const queryKey = [connectionId, "snapshot"];
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<SnapshotState> => {
      const old = client.getQueryData<SnapshotState>(queryKey) ?? nothing;
      // What an answer is taken in by, and words are made of, comes while it is asked for, not before the page is seen.
      const { readSnapshot } = await import("./snapshot-reading");
      const state = await readSnapshot(connectionId, old);
      // One that was deleted has no last figures.
      return state.error?.kind === "unknown-connection"
        ? { ...nothing, error: state.error }
        : state;
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

const nothing: SnapshotState = {
  snapshot: undefined,
  troubles: [],
  receivedAt: 0,
  error: undefined,
};

function beatOf(state: SnapshotState | undefined): number {
  if (state?.error) return awayBeatMs;
  if (!state?.snapshot) return quickBeatMs;
  const { flow, beatMs } = state.snapshot;
  return flow.atMs.length < firstPoints ? quickBeatMs : Math.max(usualBeatMs, beatMs);
}
