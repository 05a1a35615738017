"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useEffect, useMemo, useRef, useState } from "react";
import { DataTable, loadTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";
import { useCopy } from "@/components/ui/use-copy";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { shellCommand } from "@/lib/format/shell-quote";
import { type ConsumerRow, consumerKey } from "@/lib/model/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { boardParams } from "@/lib/url/consumers";
import { BoardChoice } from "./board-choice";
import { type ChosenConsumers, chooseConsumers } from "./board-choose";
import { boardColumns } from "./board-columns";
import { boardGroupColumns } from "./board-group-columns";
import { createGrouper, type StreamLag } from "./board-groups";
import { BoardNothing } from "./board-nothing";
import { mostCompared, showCompared } from "./small-multiples";
import type { BoardState } from "./use-board-state";

type Props = { connectionId: string; state: BoardState | undefined; isStale: boolean };

// Its rows are here as soon as the page is alive.
if (typeof window !== "undefined") loadTable().catch(() => undefined);

/** The list of consumers, or of their streams, and the ways to find one. */
export function BoardTable({ connectionId, state, isStale }: Props) {
  const [{ group }] = useQueryStates(boardParams);
  const chosen = useChosen(state?.rows);
  const rowsNow = useRef<readonly ConsumerRow[]>(none);
  useEffect(() => {
    rowsNow.current = state?.rows ?? none;
  });
  const hasSome = (state?.rows?.length ?? 0) > 0;
  const error = state?.error;
  // The worst of all are not the worst of some, and say little of a stream.
  const isWaiting = state?.of !== undefined && (chosen.rows !== state.rows || group === "stream");
  const isByAge = error?.kind === "disconnected" || error?.kind === "console-away";
  const shared = {
    rows: isWaiting ? undefined : state?.rows && chosen.rows,
    problem: error && !isByAge ? describeError(error) : undefined,
    isDimmed: isStale,
    emptyFace: <BoardNothing hasSome={hasSome} />,
  };
  return (
    <>
      {hasSome && (
        <BoardChoice rowsNow={rowsNow} causes={{ ...chosen.causes, ...state?.of?.causes }} />
      )}
      {group === "stream" ? (
        <Streams {...shared} />
      ) : (
        <Consumers connectionId={connectionId} {...shared} />
      )}
    </>
  );
}

type Shared = {
  rows: readonly ConsumerRow[] | undefined;
  problem: ReturnType<typeof describeError> | undefined;
  isDimmed: boolean;
  emptyFace: React.ReactNode;
};

function Consumers({ connectionId, ...shared }: Shared & { connectionId: string }) {
  const router = useRouter();
  const format = useFormat();
  const view = useTableView({ sort: "-lag" });
  const columns = useMemo(() => boardColumns(format), [format]);
  const [, change] = useQueryStates(boardParams, { history: "push" });
  const { copied, copy } = useCopy();
  return (
    <>
      <DataTable
        name="Consumers"
        noun="consumer"
        columns={columns}
        rowId={consumerKey}
        view={view}
        onOpen={({ stream, name }) => router.push(consumerPageAddress(connectionId, stream, name))}
        actions={[
          {
            label: "Compare",
            reason: (rows) =>
              rows.length > mostCompared ? `Up to ${mostCompared} can be compared.` : undefined,
            run: (rows) => {
              const compare = rows.map(({ stream, name }) => ({ stream, name }));
              void change({ compare }).then(showCompared);
            },
          },
          {
            label: "Copy nats commands",
            run: (rows) => copy(rows.map(infoCommand).join("\n")),
          },
        ]}
        {...shared}
      />
      <p role="status" className="px-3 text-small text-soft empty:hidden">
        {copied.words}
      </p>
    </>
  );
}

function infoCommand({ stream, name }: ConsumerRow): string {
  return shellCommand(natsCommand(["consumer", "info"], [stream, name]));
}

const streamOf = ({ stream }: StreamLag) => stream;

function Streams({ rows, ...shared }: Shared) {
  const format = useFormat();
  const view = useTableView({ sort: "-lag", prefix: "streams" });
  const columns = useMemo(() => boardGroupColumns(format), [format]);
  const [group] = useState(createGrouper);
  const streams = useMemo(() => rows && group(rows), [group, rows]);
  const [, change] = useQueryStates(boardParams, { history: "push" });
  return (
    <DataTable
      name="Consumers by stream"
      noun="stream"
      columns={columns}
      rowId={streamOf}
      view={view}
      rows={streams}
      onOpen={({ stream }) => void change({ stream, group: null })}
      {...shared}
    />
  );
}

const none: readonly ConsumerRow[] = [];

function useChosen(all: readonly ConsumerRow[] | undefined): ChosenConsumers {
  const [{ stream, cause, over, behind }] = useQueryStates(boardParams);
  const causes = cause?.join();
  return useMemo(
    () =>
      chooseConsumers(all ?? none, {
        stream: stream ?? undefined,
        causes: (causes?.split(",") ?? []) as NonNullable<typeof cause>,
        overSeconds: over ?? (behind ? 0 : undefined),
      }),
    [all, stream, causes, over, behind],
  );
}
