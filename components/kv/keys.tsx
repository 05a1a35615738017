"use client";

import { lazy, Suspense, useMemo } from "react";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Split, type SplitDetail } from "@/components/ui/split";
import { columnsInOrder, columnsOnNarrow } from "@/components/ui/table/column";
import { ColumnsDrop } from "@/components/ui/table/columns-drop";
import { TableWaiting } from "@/components/ui/table/table-waiting";
import { useFormat } from "@/components/ui/use-format";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { describeError } from "@/lib/errors/describe-error";
import { showControls } from "@/lib/format/payload";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { KeysFrame } from "@/lib/model/kv-keys";
import { KeysBar } from "./keys-bar";
import { keyColumns } from "./keys-columns";
import { KeysFoot } from "./keys-foot";
import { KeysGrid } from "./keys-grid";
import { KeysNothing } from "./keys-nothing";
import { KeysNow } from "./keys-now";
import { useKeys } from "./use-keys";
import { useKeysChoosing } from "./use-keys-choosing";
import { type KeysLook, useKeysView } from "./use-keys-view";

// What a key is read and edited by weighs more than the list, and most begin with the list.
const EntryPane = lazy(async () => ({ default: (await import("./entry")).EntryPane }));

type Props = { connectionId: string; bucket: string; detail: BucketDetail | undefined };

/** The keys of a bucket, live, and one of them beside. */
export function Keys({ connectionId, bucket, detail }: Props) {
  const look = useKeysView();
  const { session, frame, error } = useKeys(connectionId, bucket, look.view);
  const choosing = useKeysChoosing(session, look.view);
  const { shown, columns } = useColumns(look, frame, detail);
  const findRow = async (row: Parameters<typeof session.findRow>[0]) => {
    const answer = await session.findRow(row);
    return answer.ok ? answer.value : null;
  };
  const openKey = look.table.row;
  const close = () => look.openKey(undefined);
  const opened: SplitDetail | undefined =
    openKey === undefined
      ? undefined
      : {
          id: openKey,
          title: <span className="break-all font-mono">{showControls(openKey)}</span>,
          content: (
            <Suspense fallback={<Skeleton className="h-64 w-full" />}>
              {detail ? (
                <EntryPane
                  {...{ connectionId }}
                  bucket={detail}
                  entryKey={openKey}
                  onClose={close}
                />
              ) : (
                <Skeleton className="h-64 w-full" />
              )}
            </Suspense>
          ),
        };
  return (
    <Split detail={opened} storageKey="keys" onClose={close}>
      <section aria-label="Keys of the bucket" className="min-w-0">
        <KeysBar look={look}>
          <ColumnsDrop columns={columns} shown={shown} view={look.table} />
        </KeysBar>
        {error && <Problem words={describeError(error)} />}
        {frame?.error && <Problem words={describeError(frame.error)} />}
        {frame === undefined && !error && <TableWaiting name="Keys" />}
        {frame?.rowCount === 0 && <KeysNothing frame={frame} look={look} create={null} />}
        {frame && frame.rowCount > 0 && (
          <KeysNow connectionId={connectionId}>
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
          </KeysNow>
        )}
        {frame && (
          <KeysFoot
            frame={frame}
            view={look.view}
            onListAll={session.listAll}
            onStop={session.stop}
          />
        )}
      </section>
    </Split>
  );
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
