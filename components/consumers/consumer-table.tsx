"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerRow } from "@/lib/model/consumers";
import { consumersQuery } from "@/lib/queries/consumers";
import { consumerPageAddress } from "@/lib/url/consumers";
import { boardColumns } from "./board-columns";

type Props = { connectionId: string; stream: string };

const nameOf = ({ name }: ConsumerRow) => name;

/** The consumers of one stream, the one that is furthest behind first. */
export function StreamConsumerTable({ connectionId, stream }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { data: state } = useQuery(consumersQuery(connectionId));
  const view = useTableView({ sort: "-lag" });
  const all = state?.rows;
  const rows = useMemo(() => all?.filter((row) => row.stream === stream), [all, stream]);
  const columns = useMemo(
    () => boardColumns(connectionId, format).filter(({ id }) => id !== "stream"),
    [connectionId, format],
  );
  return (
    <DataTable
      name="Consumers"
      noun="consumer"
      rows={rows}
      columns={columns}
      rowId={nameOf}
      view={view}
      onOpen={({ name }) => router.push(consumerPageAddress(connectionId, stream, name))}
      problem={state?.error ? describeError(state.error) : undefined}
      isDimmed={state?.error !== undefined}
      emptyFace={
        <p className="border-line border-t py-6 text-soft">
          Nobody reads {stream} by a consumer yet. Create one here, or by{" "}
          <code className="font-mono text-small">nats consumer add</code>; subscriptions to its
          subjects are none.
        </p>
      }
    />
  );
}
