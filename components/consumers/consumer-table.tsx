"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { Column } from "@/components/ui/table/column";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerRow } from "@/lib/model/consumers";
import { consumersQuery } from "@/lib/queries/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { ClockContext, useBoardClock } from "./board-clock";
import { boardColumns } from "./board-columns";
import { SparksContext, useBoardSparks } from "./board-sparks";
import { useStaleMs } from "./board-stale";
import { CauseCell, TrendCell } from "./lag-cells";

type Props = { connectionId: string; stream: string };

/** What has room beside each other; the others are a choice away. */
const atFirst = new Set([
  ...["name", "lag", "pending", "trend", "eta", "cause", "hour"],
  ...["unacked", "ackPending", "waiting", "active"],
]);
/** On a phone, what has no room beside the name is told below it. */
function causeBelow(column: Column<ConsumerRow>): Column<ConsumerRow> {
  const cell = (row: ConsumerRow, isBelow: boolean) =>
    isBelow ? (
      <span className="flex min-w-0 gap-3 text-small">
        <TrendCell row={row} />
        <CauseCell row={row} />
      </span>
    ) : (
      column.cell(row, isBelow)
    );
  return { ...column, small: "below", cell };
}

const nameOf = ({ name }: ConsumerRow) => name;

/** The consumers of one stream, the one that is furthest behind first. */
export function StreamConsumerTable({ connectionId, stream }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { data: state } = useQuery(consumersQuery(connectionId));
  const view = useTableView({ sort: "-lag" });
  const clock = useBoardClock(state);
  const sparks = useBoardSparks(state?.sparks);
  const staleMs = useStaleMs(state);
  const error = state?.error;
  const isByAge = error?.kind === "disconnected" || error?.kind === "console-away";
  const all = state?.rows;
  const rows = useMemo(() => all?.filter((row) => row.stream === stream), [all, stream]);
  const columns = useMemo(
    () =>
      boardColumns(format)
        .filter(({ id }) => id !== "stream")
        .map((column) => (atFirst.has(column.id) ? column : { ...column, isHiddenAtFirst: true }))
        .map((column) => (column.id === "cause" ? causeBelow(column) : column)),
    [format],
  );
  return (
    <ClockContext value={clock}>
      {staleMs !== undefined && (
        <p role="status" className="mb-2 text-attention text-small tabular-nums">
          Not live: as of {format.age(staleMs)}
        </p>
      )}
      <SparksContext value={sparks}>
        <DataTable
          name="Consumers"
          noun="consumer"
          rows={rows}
          columns={columns}
          rowId={nameOf}
          view={view}
          onOpen={({ name }) => router.push(consumerPageAddress(connectionId, stream, name))}
          problem={error && !isByAge ? describeError(error) : undefined}
          isDimmed={staleMs !== undefined}
          emptyFace={
            <p className="border-line border-t py-6 text-soft">
              Nobody reads {stream} by a consumer yet. Create one here, or by{" "}
              <code className="font-mono text-small">nats consumer add</code>; subscriptions to its
              subjects are none.
            </p>
          }
        />
      </SparksContext>
    </ClockContext>
  );
}
