"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { NoFigures, whyNothing } from "@/components/shell/no-figures";
import { NotLive } from "@/components/shell/not-live";
import { type Ages, useAges } from "@/components/shell/use-ages";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { checkSubject } from "@/lib/format/subject";
import type { Snapshot } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { streamListParams, streamTabAddress } from "@/lib/url/streams";
import { type ChosenStreams, chooseStreams } from "./choose-streams";
import { CreateStream } from "./create-stream";
import { NoStreams } from "./no-streams";
import { StreamChoice } from "./stream-choice";
import { streamColumns } from "./stream-columns";

/** Every stream of a connection, live, and the ways to find one. */
export function Streams({ connectionId }: { connectionId: string }) {
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const ages = useAges(state);
  const reason = whyNothing(state);
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="font-semibold text-title">Streams</h1>
          {!reason && <NotLive staleMs={ages.staleMs(state?.snapshot?.streams.asOfMs)} />}
        </div>
        {!reason && <CreateStream connectionId={connectionId} />}
      </div>
      {reason ? (
        <NoFigures error={reason} connectionId={connectionId} />
      ) : (
        <List connectionId={connectionId} snapshot={state?.snapshot} ages={ages} />
      )}
    </main>
  );
}

type ListProps = { connectionId: string; snapshot: Snapshot | undefined; ages: Ages };

const nameOf = ({ name }: StreamRow) => name;

function List({ connectionId, snapshot, ages }: ListProps) {
  const router = useRouter();
  const format = useFormat();
  const view = useTableView({ sort: "name" });
  const part = snapshot?.streams;
  const all = part?.value;
  const chosen = useChosen(all);
  const hasLeaders = new Set(all?.map(({ group }) => group?.leader)).size > 1;
  const columns = useMemo(
    () => streamColumns(format, { isWhole: true, hasLeaders }),
    [format, hasLeaders],
  );
  return (
    <>
      {all && all.length > 0 && <StreamChoice chosen={chosen} />}
      <DataTable
        name="Streams"
        noun="stream"
        rows={all && chosen.rows}
        columns={columns}
        rowId={nameOf}
        view={view}
        onOpen={({ name }) => router.push(streamTabAddress(connectionId, name))}
        problem={
          part?.error && part.error.kind !== "disconnected" ? describeError(part.error) : undefined
        }
        isDimmed={ages.staleMs(part?.asOfMs) !== undefined}
        emptyFace={<NoStreams hasSome={(all?.length ?? 0) > 0} hidden={chosen.buckets} />}
      />
    </>
  );
}

const none: readonly StreamRow[] = [];

function useChosen(all: readonly StreamRow[] | undefined): ChosenStreams {
  const [{ takes, state, buckets }] = useQueryStates(streamListParams);
  const isSubject =
    takes !== null && checkSubject(takes, { wildcards: true, reserved: true }) === undefined;
  const subject = isSubject ? takes : undefined;
  return useMemo(
    () =>
      chooseStreams(all ?? none, {
        takes: subject,
        states: state ?? [],
        withBuckets: buckets ?? false,
      }),
    [all, subject, state, buckets],
  );
}
