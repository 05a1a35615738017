"use client";

import { useMemo } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { streamColumns } from "@/components/streams/stream-columns";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Snapshot } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";

type Props = {
  snapshot: Snapshot | undefined;
  ages: Ages;
  openId: string | undefined;
  onOpen: (stream: string) => void;
};

const nameOf = ({ name }: StreamRow) => name;

/** Every stream, those first into which most flows. */
export function StreamPanel({ snapshot, ages, openId, onOpen }: Props) {
  const format = useFormat();
  const columns = useMemo(() => streamColumns(format), [format]);
  const view = useTableView({ sort: "-rate" });
  const part = snapshot?.streams;
  const staleMs = ages.staleMs(part?.asOfMs);
  return (
    <Panel
      title="Streams"
      note={
        staleMs !== undefined && <span className="text-attention">as of {format.age(staleMs)}</span>
      }
    >
      <DataTable
        name="Streams"
        noun="stream"
        rows={part?.value}
        columns={columns}
        rowId={nameOf}
        view={view}
        openId={openId}
        onOpen={(row) => onOpen(row.name)}
        problem={
          part?.error && part.error.kind !== "disconnected" ? describeError(part.error) : undefined
        }
        isDimmed={staleMs !== undefined}
        emptyFace={
          <p className="border-line border-t py-6 text-soft">
            No stream yet. Messages flow through NATS all the same; a stream keeps them:{" "}
            <code className="font-mono text-small">nats stream add</code>
          </p>
        }
      />
    </Panel>
  );
}
