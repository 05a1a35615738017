"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { NoFigures, whyNothing } from "@/components/shell/no-figures";
import { NotLive } from "@/components/shell/not-live";
import { type Ages, useAges } from "@/components/shell/use-ages";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useCopy } from "@/components/ui/use-copy";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { shellCommand } from "@/lib/format/shell-quote";
import type { StoreRow } from "@/lib/model/object-store";
import type { Snapshot } from "@/lib/model/snapshot";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { storeCountQuery, storeRows } from "@/lib/queries/store-rows";
import { storeAddress } from "@/lib/url/objects";
import { CreateStore } from "./create-store";
import { type ListedStore, storeColumns, toListed } from "./stores-columns";
import { NoStores } from "./stores-none";

/** Every object store of a connection, live. */
export function Stores({ connectionId }: { connectionId: string }) {
  const { data: state } = useQuery(snapshotQuery(connectionId));
  const ages = useAges(state);
  const reason = whyNothing(state);
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="font-semibold text-title">Object stores</h1>
          {!reason && <NotLive staleMs={ages.staleMs(state?.snapshot?.streams.asOfMs)} />}
        </div>
        {!reason && <CreateStore connectionId={connectionId} />}
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

const nameOf = ({ name }: ListedStore) => name;

function List({ connectionId, snapshot, ages }: ListProps) {
  const router = useRouter();
  const format = useFormat();
  const view = useTableView({ sort: "name" });
  const { copied, copy } = useCopy();
  const part = snapshot?.streams;
  const streams = part?.value;
  const stores = useMemo(() => streams && storeRows(streams), [streams]);
  const rows = useListed(connectionId, stores);
  const hasMirrors = stores?.some(({ mirrorOf }) => mirrorOf !== undefined) ?? false;
  const columns = useMemo(
    () => storeColumns(format, connectionId, hasMirrors),
    [format, connectionId, hasMirrors],
  );
  return (
    <>
      <DataTable
        name="Object stores"
        noun="store"
        rows={rows}
        columns={columns}
        rowId={nameOf}
        view={view}
        onOpen={({ name }) => router.push(storeAddress(connectionId, name))}
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
        emptyFace={<NoStores />}
      />
      <p role="status" className="px-3 text-small text-soft empty:hidden">
        {copied.words}
      </p>
    </>
  );
}

const none: readonly StoreRow[] = [];

/** The stores with what is counted of them. */
function useListed(connectionId: string, stores: readonly StoreRow[] | undefined) {
  const counts = useQueries({
    queries: (stores ?? none).map((row) => storeCountQuery(connectionId, row)),
    combine: (results) =>
      results.map(({ data, isError }) => data ?? (isError ? "not-known" : "counting")),
  });
  return useMemo(
    () => stores?.map((row, at) => toListed(row, counts[at] ?? "counting")),
    [stores, counts],
  );
}

function infoCommand({ name }: StoreRow): string {
  return shellCommand(natsCommand(["object", "info"], [name]));
}
