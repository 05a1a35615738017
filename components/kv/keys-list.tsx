"use client";

import { useMemo } from "react";
import { NowProvider } from "@/components/shell/now";
import { Problem } from "@/components/ui/problem";
import { columnsInOrder, columnsOnNarrow } from "@/components/ui/table/column";
import { ColumnsDrop } from "@/components/ui/table/columns-drop";
import { TableWaiting } from "@/components/ui/table/table-waiting";
import { useFormat } from "@/components/ui/use-format";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { describeError } from "@/lib/errors/describe-error";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { KeysFrame } from "@/lib/model/kv-keys";
import { KeysBar } from "./keys-bar";
import { KeysChosen } from "./keys-chosen";
import { keyColumns } from "./keys-columns";
import { KeysFoot } from "./keys-foot";
import { KeysGrid } from "./keys-grid";
import { KeysNothing } from "./keys-nothing";
import { KeysSave } from "./keys-save";
import { useFoundBranches } from "./use-found-branches";
import { useKeys } from "./use-keys";
import { useKeysChoosing } from "./use-keys-choosing";
import type { KeysLook } from "./use-keys-view";
import { useSoleBranch } from "./use-sole-branch";

type Props = {
  connectionId: string;
  bucket: string;
  detail: BucketDetail | undefined;
  look: KeysLook;
};

/** The keys of a bucket, live: which of them, how, and how many there are. */
export function KeysList({ connectionId, bucket, detail, look }: Props) {
  const { session, frame, error } = useKeys(connectionId, bucket, look.view);
  const choosing = useKeysChoosing(session, look.view);
  useFoundBranches(session, frame, look);
  useSoleBranch(frame, look);
  const { shown, columns } = useColumns(look, frame, detail);
  const problem = error ?? frame?.error;
  const isStale = frame !== undefined && (error !== undefined || isLost(frame));
  const findRow = async (row: Parameters<typeof session.findRow>[0]) => {
    const answer = await session.findRow(row);
    return answer.ok ? answer.value : null;
  };
  return (
    <section aria-label="Keys of the bucket" className="min-w-0">
      <KeysBar look={look}>
        <ColumnsDrop columns={columns} shown={shown} view={look.table} />
        {frame && frame.passing > 0 && (
          <KeysSave bucket={bucket} keys={frame.passing} session={session} />
        )}
      </KeysBar>
      {problem && (
        <div className="mb-3">
          <Problem words={describeError(problem)} />
        </div>
      )}
      {frame === undefined && !problem && <TableWaiting name="Keys" hasBar />}
      {frame?.rowCount === 0 && !problem && <KeysNothing frame={frame} look={look} />}
      {frame && frame.rowCount > 0 && (
        <NowProvider connectionId={connectionId}>
          <div className={isStale ? "opacity-75 grayscale" : "contents"}>
            <KeysGrid
              frame={frame}
              shape={look.view.shape}
              text={look.view.text}
              columns={shown}
              table={look.table}
              choosing={choosing}
              onOpenKey={look.openKey}
              onBranch={look.setBranch}
              onLook={look.lookAt}
              findRow={findRow}
            />
          </div>
        </NowProvider>
      )}
      {frame && (
        <>
          <KeysChosen {...{ connectionId, detail, frame, choosing }} view={look.view} />
          <KeysFoot
            frame={frame}
            view={look.view}
            onListAll={session.listAll}
            onStop={session.stop}
          />
        </>
      )}
    </section>
  );
}

/** What comes for the first time is not old; what nobody follows is asked for now and then. */
function isLost({ live, listing }: KeysFrame): boolean {
  return live.state === "connecting" && listing.state !== "reading";
}

/** The columns there are, and those that are shown. */
function useColumns(
  look: KeysLook,
  frame: KeysFrame | undefined,
  detail: BucketDetail | undefined,
) {
  const format = useFormat();
  const isNarrow = useIsNarrow();
  const { shape, showsDeleted } = look.view;
  const canSortAll = frame?.listing.knowsDeleted === true;
  const ttlMs = detail?.row.ttlMs;
  const hasKeyTtl = detail?.row.hasKeyTtl ?? false;
  const columns = useMemo(() => {
    const flat = canSortAll ? "all" : "key";
    const sortable = shape === "tree" ? "nothing" : flat;
    return keyColumns(format, { sortable, showsDeleted, ttlMs, hasKeyTtl });
  }, [format, shape, canSortAll, showsDeleted, ttlMs, hasKeyTtl]);
  const chosen = look.table.columns;
  const shown = useMemo(() => {
    const inOrder = columnsInOrder(columns, chosen);
    return isNarrow ? columnsOnNarrow(inOrder) : inOrder;
  }, [columns, chosen, isNarrow]);
  return { columns, shown };
}
