"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { NoFigures, whyNothing } from "@/components/shell/no-figures";
import { NotLive } from "@/components/shell/not-live";
import { type Ages, useAges } from "@/components/shell/use-ages";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useAfterPaint } from "@/components/ui/use-after-paint";
import { useCopy } from "@/components/ui/use-copy";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { shellCommand } from "@/lib/format/shell-quote";
import type { BucketRow } from "@/lib/model/kv-bucket";
import type { Snapshot } from "@/lib/model/snapshot";
import { bucketRows } from "@/lib/queries/bucket-rows";
import { prepareKeys } from "@/lib/queries/kv-keys";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { bucketAddress } from "@/lib/url/kv";
import { bucketColumns } from "./bucket-columns";
import { CreateBucket } from "./create-bucket";
import { NoBuckets } from "./no-buckets";

/** Every bucket of a connection, live. */
export function Buckets({ connectionId }: { connectionId: string }) {
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const ages = useAges(state);
  const reason = whyNothing(state);
  useAfterPaint(prepareKeys);
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="font-semibold text-title">KV buckets</h1>
          {!reason && <NotLive staleMs={ages.staleMs(state?.snapshot?.streams.asOfMs)} />}
        </div>
        {!reason && <CreateBucket connectionId={connectionId} />}
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

const nameOf = ({ name }: BucketRow) => name;

function List({ connectionId, snapshot, ages }: ListProps) {
  const router = useRouter();
  const format = useFormat();
  const view = useTableView({ sort: "name" });
  const { copied, copy } = useCopy();
  const part = snapshot?.streams;
  const streams = part?.value;
  const rows = useMemo(() => streams && bucketRows(streams), [streams]);
  const columns = useMemo(() => bucketColumns(format, connectionId), [format, connectionId]);
  return (
    <>
      <DataTable
        name="Buckets"
        noun="bucket"
        rows={rows}
        columns={columns}
        rowId={nameOf}
        view={view}
        onOpen={({ name }) => router.push(bucketAddress(connectionId, name))}
        actions={[
          {
            label: "Copy nats commands",
            run: (chosen) => copy(chosen.map(infoCommand).join("\n")),
          },
        ]}
        problem={
          part?.error && part.error.kind !== "disconnected" ? describeError(part.error) : undefined
        }
        isDimmed={ages.staleMs(part?.asOfMs) !== undefined}
        emptyFace={<NoBuckets />}
      />
      <p role="status" className="px-3 text-small text-soft empty:hidden">
        {copied.words}
      </p>
    </>
  );
}

function infoCommand({ name }: BucketRow): string {
  return shellCommand(natsCommand(["kv", "info"], [name]));
}
