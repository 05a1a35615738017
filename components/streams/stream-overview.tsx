"use client";

import { useQuery } from "@tanstack/react-query";
import { useAges } from "@/components/shell/use-ages";
import { Problem } from "@/components/ui/problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { StreamDetail } from "@/lib/model/stream-detail";
import type { StreamRow } from "@/lib/model/streams";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { streamQuery } from "@/lib/queries/stream-detail";
import { AsOf, lastMessageAge } from "./as-of";
import { LastMessage } from "./last-message";
import { StreamActions } from "./stream-actions";
import { StreamConsumers } from "./stream-consumers";
import { StreamFacts } from "./stream-facts";
import { StreamFrame } from "./stream-frame";
import { StreamNow } from "./stream-now";
import { StreamOrigins } from "./stream-origins";
import { StreamReplicas } from "./stream-replicas";

type Props = { connectionId: string; stream: string };

/** One stream at one look: what flows, what it holds, who holds it and who reads it. */
export function StreamOverview({ connectionId, stream }: Props) {
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const { data, error } = useQuery(streamQuery(connectionId, stream));
  const row = state?.snapshot?.streams.value?.find(({ name }) => name === stream);
  const summary = row ?? (data && { ...data.summary, inRate: null, trend: [] });
  const ages = useAges(state);
  const staleMs = row && ages.staleMs(state?.snapshot?.streams.asOfMs);
  return (
    <StreamFrame
      connectionId={connectionId}
      stream={stream}
      tab="overview"
      actions={summary && <StreamActions connectionId={connectionId} stream={summary} />}
    >
      {error && staleMs === undefined && (
        <div className="mb-4">
          <Problem words={describeError(error)} />
        </div>
      )}
      {!summary && !error && <Skeleton className="h-96 w-full" />}
      {summary && (
        <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
          <div className="grid min-w-0 gap-6">
            {summary.description && <p className="break-words text-soft">{summary.description}</p>}
            <AsOf staleMs={staleMs}>
              <StreamNow row={summary} />
            </AsOf>
            <LastMessage
              connectionId={connectionId}
              stream={stream}
              ageMs={lastMessageAge(summary, ages, staleMs)}
            />
          </div>
          <div className="grid min-w-0 gap-6">
            <Held row={summary} />
            <Section title="How it is kept">
              <StreamFacts row={withoutFollowers(summary)} />
            </Section>
            <StreamReplicas group={data?.summary.group ?? summary.group} />
            <StreamOrigins title={originsTitle(data)} origins={data?.origins ?? []} />
            <StreamConsumers connectionId={connectionId} stream={stream} />
          </div>
        </div>
      )}
    </StreamFrame>
  );
}

function originsTitle(data: StreamDetail | undefined) {
  return data?.summary.mirrorOf === undefined ? "Sources" : "Mirror";
}

function Held({ row }: { row: StreamRow }) {
  const format = useFormat();
  return (
    <Section title="State">
      <dl className="border-line border-t">
        <Fact label="First sequence" value={format.exact(row.firstSequence)} />
        <Fact label="Last sequence" value={format.exact(row.lastSequence)} />
        <Fact label="Deleted in between" value={format.exact(deletedOf(row))} />
        <Fact label="Consumers" value={format.exact(row.consumers)} />
        {row.createdMs !== undefined && (
          <Fact label="Created" value={format.moment(row.createdMs)} />
        )}
      </dl>
    </Section>
  );
}

function deletedOf({ firstSequence, lastSequence, messages }: StreamRow): bigint {
  // A stream that never held a message says that both are 0.
  const span = lastSequence === 0n ? 0n : lastSequence + 1n - firstSequence;
  return span > messages ? span - messages : 0n;
}

/** They have a table of their own beside. */
function withoutFollowers({ group, ...row }: StreamRow): StreamRow {
  return group && group.followers.length === 0 ? { ...row, group } : row;
}
