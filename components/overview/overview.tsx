"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { NoFigures, newestMs, whyNothing } from "@/components/shell/no-figures";
import { type Ages, useAges } from "@/components/shell/use-ages";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Split } from "@/components/ui/split";
import { loadTable } from "@/components/ui/table/data-table";
import { TableWaiting } from "@/components/ui/table/table-waiting";
import { TimeRangePicker } from "@/components/ui/time-range-picker";
import { useAfterPaint } from "@/components/ui/use-after-paint";
import { useFormat } from "@/components/ui/use-format";
import type { Snapshot } from "@/lib/model/snapshot";
import { type SnapshotState, snapshotQuery } from "@/lib/queries/snapshot";
import { openedParams } from "@/lib/url/pages";
import { timeRangeAddress, timeRangeParams, toTimeRange } from "@/lib/url/time-range";
import { AccountPanel } from "./account-panel";
import { calmWords } from "./calm-words";
import { EventList } from "./event-list";
import { FlowPanel } from "./flow-panel";
import { ServerPanel } from "./server-panel";
import { TroubleList } from "./trouble-list";
import { useDetail } from "./use-detail";

const loadConsumers = () => import("./consumer-panel");
const ConsumerPanel = lazy(async () => ({ default: (await loadConsumers()).ConsumerPanel }));
const loadJetStream = () => import("./jetstream-panel");
const JetStreamPanel = lazy(async () => ({ default: (await loadJetStream()).JetStreamPanel }));
const loadStreams = () => import("./stream-panel");
// The table weighs a sixth of the page, and there is nothing to show in it before the first answer.
const StreamPanel = lazy(async () => ({ default: (await loadStreams()).StreamPanel }));

const spansMs = [60_000, 300_000, 900_000];
const usualSpanMs = 900_000;

/** What is wrong on a connection, then what flows: everything at one look. */
export function Overview({ connectionId }: { connectionId: string }) {
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const [opened, open] = useQueryStates(openedParams, { history: "push" });
  const [params, setParams] = useQueryStates(timeRangeParams);
  const ages = useAges(state);
  const detail = useDetail(connectionId, state, opened.stream, ages);
  const range = toTimeRange(params, usualSpanMs);
  const reason = whyNothing(state);
  useAfterPaint(preloadStreams);
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="font-semibold text-title">Overview</h1>
          {!reason && <StaleNote snapshot={state?.snapshot} ages={ages} />}
        </div>
        {!reason && (
          <TimeRangePicker
            range={range}
            spansMs={spansMs}
            nowMs={ages.answeredMs}
            isStale={ages.staleMs(newestMs(state?.snapshot)) !== undefined}
            onChange={(picked) => void setParams(timeRangeAddress(picked, usualSpanMs))}
          />
        )}
      </div>
      {reason ? (
        <NoFigures error={reason} connectionId={connectionId} />
      ) : (
        <Split detail={detail} storageKey="overview" onClose={() => void open({ stream: null })}>
          <div className="@container grid gap-8">
            <Attention connectionId={connectionId} state={state} ages={ages} />
            <FlowPanel
              flow={state?.snapshot?.flow}
              events={state?.snapshot?.events}
              range={range}
              ages={ages}
              onRange={(picked) => void setParams(timeRangeAddress(picked, usualSpanMs))}
            />
            {!isOff(state?.snapshot) && (
              <Suspense fallback={<ConsumersWaiting />}>
                <ConsumerPanel connectionId={connectionId} snapshot={state?.snapshot} ages={ages} />
              </Suspense>
            )}
            <div className="grid gap-8 @4xl:grid-cols-[1fr_1fr_1.5fr]">
              <Suspense fallback={<JetStreamWaiting />}>
                <JetStreamPanel {...{ connectionId, ages }} snapshot={state?.snapshot} />
              </Suspense>
              <AccountPanel snapshot={state?.snapshot} ages={ages} />
              <EventList events={state?.snapshot?.events} />
            </div>
            <ServerPanel snapshot={state?.snapshot} ages={ages} />
            {!isOff(state?.snapshot) && (
              <Suspense fallback={<StreamsWaiting />}>
                {state?.snapshot ? (
                  <StreamPanel
                    snapshot={state.snapshot}
                    ages={ages}
                    openId={opened.stream ?? undefined}
                    onOpen={(stream) => void open({ stream })}
                  />
                ) : (
                  <StreamsWaiting />
                )}
              </Suspense>
            )}
          </div>
        </Split>
      )}
    </main>
  );
}

/** A console that is away for a moment is asked again when the table is drawn. */
function preloadStreams() {
  Promise.all([loadConsumers(), loadJetStream(), loadStreams(), loadTable()]).catch(
    () => undefined,
  );
}

function ConsumersWaiting() {
  return (
    <Panel title="Consumers">
      <Skeleton className="mt-3 h-32 w-full" />
    </Panel>
  );
}

function JetStreamWaiting() {
  return (
    <Panel title="JetStream">
      <Skeleton className="mt-3 h-56 w-full" />
    </Panel>
  );
}

function StreamsWaiting() {
  return (
    <Panel title="Streams">
      <TableWaiting name="Streams" />
    </Panel>
  );
}

function Attention({
  connectionId,
  state,
  ages,
}: {
  connectionId: string;
  state: SnapshotState | undefined;
  ages: Ages;
}) {
  const format = useFormat();
  const calm = calmWords(state?.snapshot);
  const unknownMs = unknownSince(state?.snapshot, ages);
  const staleAge = unknownMs === undefined ? undefined : format.age(unknownMs);
  // Before anything was read, and where nothing can be, nothing is said to be well.
  if (!state || calm === undefined) {
    return state?.troubles.length ? (
      <TroubleList
        connectionId={connectionId}
        troubles={state.troubles}
        calm=""
        staleAge={staleAge}
      />
    ) : (
      <p className="min-h-5" />
    );
  }
  return (
    <TroubleList
      connectionId={connectionId}
      troubles={state.troubles}
      calm={calm}
      staleAge={staleAge}
    />
  );
}

/** How long it has not been known how things are: once the connection is gone, from that moment on. */
function unknownSince(snapshot: Snapshot | undefined, ages: Ages): number | undefined {
  const readMs = newestMs(snapshot);
  const staleMs = ages.staleMs(readMs);
  if (staleMs !== undefined || readMs === undefined) return staleMs;
  const isAway = snapshot?.account.error?.kind === "disconnected";
  return isAway ? Math.max(1_000, ages.ageMs(readMs)) : undefined;
}

/** Says nothing while the figures are fresh; else how old the newest of them are. */
function StaleNote({ snapshot, ages }: { snapshot: Snapshot | undefined; ages: Ages }) {
  const format = useFormat();
  const staleMs = ages.staleMs(newestMs(snapshot));
  if (staleMs === undefined) return null;
  return (
    <p role="status" className="text-attention text-small tabular-nums">
      Not live: as of {format.age(staleMs)}
    </p>
  );
}

/** Said once, where JetStream stands, and not again for each thing that needs it. */
function isOff(snapshot: Snapshot | undefined): boolean {
  const kind = snapshot?.jetstream.error?.kind;
  return kind === "no-jetstream" || kind === "no-api";
}
