"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { NoFigures } from "@/components/shell/no-figures";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { boardParams } from "@/lib/url/consumers";
import {
  type TimeRange,
  timeRangeAddress,
  timeRangeParams,
  toTimeRange,
} from "@/lib/url/time-range";
import { ClockContext, useBoardClock } from "./board-clock";
import { BoardHead, usualSpanMs } from "./board-head";
import { BoardNotes } from "./board-notes";
import { SparksContext, useBoardSparks } from "./board-sparks";
import { useStaleMs } from "./board-stale";
import { BoardTable } from "./board-table";
import type { HeatActs } from "./heat-acts";
import { HeatMap } from "./heat-map";
import { SmallMultiples } from "./small-multiples";
import { useBoardState } from "./use-board-state";

/** Every consumer of a connection, the one that is furthest behind first. */
export function Board({ connectionId }: { connectionId: string }) {
  const state = useBoardState(connectionId);
  const [params, setParams] = useQueryStates(timeRangeParams, { history: "push" });
  const { range: span, from, to } = params;
  const range = useMemo(
    () => toTimeRange({ range: span, from, to }, usualSpanMs),
    [span, from, to],
  );
  const setRange = (picked: TimeRange) => void setParams(timeRangeAddress(picked, usualSpanMs));
  const acts = useActs(connectionId, setRange);
  const clock = useBoardClock(state);
  const sparks = useBoardSparks(state?.sparks);
  const staleMs = useStaleMs(state);
  const reason = state && !state.rows ? state.error : undefined;
  return (
    <ClockContext value={clock}>
      <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
        <BoardHead
          connectionId={connectionId}
          state={state}
          staleMs={staleMs}
          range={range}
          onRange={setRange}
        />
        {reason ? (
          <NoFigures error={reason} connectionId={connectionId} />
        ) : (
          <>
            <BoardNotes state={state} />
            {state?.rows?.length !== 0 && (
              <div className="mb-6">
                <HeatMap
                  connectionId={connectionId}
                  range={range}
                  consumers={state?.of?.total ?? state?.rows?.length}
                  acts={acts}
                />
              </div>
            )}
            <SmallMultiples
              connectionId={connectionId}
              answeredMs={state?.answeredMs}
              range={range}
              onRange={setRange}
            />
            <SparksContext value={sparks}>
              <BoardTable
                connectionId={connectionId}
                state={state}
                isStale={staleMs !== undefined}
              />
            </SparksContext>
          </>
        )}
      </main>
    </ClockContext>
  );
}

function useActs(connectionId: string, setRange: (range: TimeRange) => void): HeatActs {
  const router = useRouter();
  const [, setBoard] = useQueryStates(boardParams, { history: "push" });
  return {
    open: ({ stream, name }) => router.push(consumerPageAddress(connectionId, stream, name)),
    openStream: (stream) => void setBoard({ stream, group: null }),
    zoom: (chosen) => setRange({ kind: "fixed", ...chosen }),
    back: () => setRange({ kind: "live", spanMs: usualSpanMs }),
  };
}
