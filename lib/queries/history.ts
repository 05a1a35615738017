import { type QueryClient, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { HistoryAnswer, HistoryQuestion, LagPicture } from "@/lib/model/history";
import type { TimeRange } from "@/lib/url/time-range";
import { askWorker } from "@/lib/worker/client";
import type { LagMatrixQuestion } from "@/lib/worker/history-protocol";
import type { ConsumersState } from "./consumers";
import type { SnapshotState } from "./snapshot";
import { unwrap } from "./unwrap";

/** A question to the past; a live range ends at the moment of each answer. */
export type AskedHistory = Omit<HistoryQuestion, "fromMs" | "toMs"> & { range: TimeRange };

/** How big a picture is wanted; a live range ends at the moment of each answer. */
export type AskedMatrix = Omit<LagMatrixQuestion, "fromMs" | "toMs"> & { range: TimeRange };

/** What was kept of some series. A live range is asked anew as time goes on; the old picture stays meanwhile. */
export function historyQuery(connectionId: string, asked: AskedHistory) {
  const { range, ...what } = asked;
  return queryOptions<HistoryAnswer>({
    ...past(range, what.points),
    queryKey: [connectionId, "history", what, range],
    placeholderData: (old, before) =>
      isOf(before?.queryKey, connectionId, what) ? old : undefined,
    queryFn: ({ client }) => {
      const question = { ...what, ...spanOf(client, connectionId, range) };
      return unwrap(askWorker((worker) => worker.getHistory(connectionId, question)));
    },
  });
}

/** The lag of all consumers over time: rows from the worst on, the rest in bands. */
export function lagMatrixQuery(connectionId: string, asked: AskedMatrix) {
  const { range, ...size } = asked;
  return queryOptions<LagPicture>({
    ...past(range, size.columns),
    queryKey: [connectionId, "lag-matrix", size, range],
    placeholderData: (old, before) => (before?.queryKey[0] === connectionId ? old : undefined),
    queryFn: ({ client }) => {
      const question = { ...size, ...spanOf(client, connectionId, range) };
      return unwrap(askWorker((worker) => worker.getLagMatrix(connectionId, question)));
    },
  });
}

/** Another time of the same thing is worth looking at until the right one comes; of another thing it is wrong. */
function isOf(
  before: QueryKey | undefined,
  connectionId: string,
  { stream, consumer }: Pick<HistoryQuestion, "stream" | "consumer">,
): boolean {
  const [connection, , asked] = before ?? [];
  const known = asked as Partial<HistoryQuestion> | undefined;
  return connection === connectionId && known?.stream === stream && known?.consumer === consumer;
}

/** The finest step that is kept. */
const finestMs = 10_000;
const slowestBeatMs = 60_000;

/** A step of the picture later there is something new to see. */
function past(range: TimeRange, points: number) {
  const beatMs =
    range.kind === "live"
      ? Math.min(slowestBeatMs, Math.max(finestMs, range.spanMs / Math.max(1, points)))
      : false;
  return {
    structuralSharing: false,
    staleTime: beatMs === false ? 60_000 : beatMs / 2,
    // A picture that nobody sees any more is soon old, and can be big.
    gcTime: 30_000,
    refetchInterval: beatMs,
    networkMode: "always",
    retry: false,
  } as const;
}

function spanOf(client: QueryClient, connectionId: string, range: TimeRange) {
  if (range.kind === "fixed") return { fromMs: range.fromMs, toMs: range.toMs };
  const toMs = consoleNowMs(client, connectionId);
  return { fromMs: toMs - range.spanMs, toMs };
}

/** The console's clock, as its last answer told it: the browser's own may be wrong (R09). */
function consoleNowMs(client: QueryClient, connectionId: string): number {
  const consumers = client.getQueryData<ConsumersState>([connectionId, "consumers"]);
  const overview = client.getQueryData<SnapshotState>([connectionId, "snapshot"]);
  const told = [
    { answeredMs: consumers?.answeredMs, receivedAt: consumers?.receivedAt },
    { answeredMs: overview?.snapshot?.answeredMs, receivedAt: overview?.receivedAt },
  ];
  for (const { answeredMs, receivedAt } of told) {
    if (answeredMs !== undefined && receivedAt !== undefined) {
      return Math.round(answeredMs + performance.now() - receivedAt);
    }
  }
  return Date.now();
}
