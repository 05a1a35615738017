"use client";

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { NowProvider } from "@/components/shell/now";
import { DataTable } from "@/components/ui/table/data-table";
import { useCopy } from "@/components/ui/use-copy";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { getCommand } from "@/lib/format/object-command";
import { shellCommand } from "@/lib/format/shell-quote";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import type { ObjectsTold } from "@/lib/queries/objects-list";
import { folderAddress } from "@/lib/url/objects";
import { useReasonAgainstObjects } from "./may-write";
import { ObjectsBar } from "./objects-bar";
import { objectColumns } from "./objects-columns";
import { ObjectsFoot } from "./objects-foot";
import { ObjectsNothing } from "./objects-nothing";
import { createObjectsRows, type ObjectsRow, objectsOf, rowIdOf } from "./objects-rows";
import type { ObjectsLook } from "./use-objects-view";

const DeleteObjects = lazy(async () => ({
  default: (await import("./delete-objects")).DeleteObjects,
}));

type Props = {
  connectionId: string;
  bucket: string;
  store: StoreDetail | undefined;
  look: ObjectsLook;
  told: ObjectsTold;
  listAll: () => void;
};

/** The objects of a store, live: in their folders or in one list. */
export function ObjectsList(props: Props) {
  const { connectionId, bucket, store, look, told, listAll } = props;
  const section = useRef<HTMLElement>(null);
  const { copied, copy } = useCopy();
  const rows = useRows(told, look);
  const columns = useColumns(connectionId, bucket, look);
  const [deleting, setDeleting] = useState<readonly ObjectInfo[]>();
  useFocusOnFolder(section, look.folder);
  const against = useReasonAgainstObjects(connectionId, store);
  const { state, objects } = told;
  const isStale = state?.is === "lost" || state?.is === "failed";
  const openRow = (row: ObjectsRow) => {
    if (row.kind === "folder") look.enter(row.path);
    else look.open(row.info.name);
  };
  const isWaiting = state === undefined || (state.is === "listing" && objects.size === 0);
  return (
    <section ref={section} aria-label="Objects of the store" className="min-w-0">
      <ObjectsBar {...{ connectionId, bucket, look }} />
      <NowProvider connectionId={connectionId}>
        <DataTable
          name="Objects"
          noun={look.shape === "flat" ? "object" : "item"}
          rows={isWaiting || (isStale && objects.size === 0) ? undefined : rows}
          columns={columns}
          rowId={rowIdOf}
          place={`${look.shape} ${look.folder}`}
          view={look.table}
          {...(look.object === undefined ? {} : { openId: `object ${look.object}` })}
          onOpen={openRow}
          actions={[
            {
              label: "Copy nats commands",
              run: (chosen) => copy(commandsOf(bucket, objectsOf(chosen, objects))),
            },
            {
              label: "Delete",
              isDanger: true,
              reason: () => against,
              run: (chosen) => setDeleting(objectsOf(chosen, objects)),
            },
          ]}
          problem={state?.is === "failed" ? describeError(state.error) : undefined}
          isDimmed={isStale}
          emptyFace={<ObjectsNothing told={told} look={look} isReadOnly={against !== undefined} />}
          foot={(passing) => <ObjectsFoot told={told} passing={passing} onListAll={listAll} />}
        />
      </NowProvider>
      <p role="status" className="px-3 text-small text-soft empty:hidden">
        {copied.words}
      </p>
      <Suspense>
        {deleting && store && (
          <DeleteObjects
            {...{ connectionId, store }}
            infos={deleting}
            onClose={() => setDeleting(undefined)}
          />
        )}
      </Suspense>
    </section>
  );
}

function useRows({ objects }: ObjectsTold, { shape, folder, table, isSearching }: ObjectsLook) {
  const [toRows] = useState(createObjectsRows);
  const isFlat = shape === "flat" || isSearching;
  const { column, isDescending } = table.sort ?? { column: "name", isDescending: false };
  return useMemo(
    () =>
      toRows(objects, isFlat ? { shape: "flat" } : { shape: "folder", folder }, {
        column,
        isDescending,
      }),
    [toRows, objects, isFlat, folder, column, isDescending],
  );
}

function useColumns(connectionId: string, bucket: string, look: ObjectsLook) {
  const format = useFormat();
  const isDescending = look.table.sort?.isDescending === true;
  return useMemo(
    () =>
      objectColumns({
        ...{ format, isDescending },
        addressOf: (folder) => folderAddress(connectionId, bucket, folder),
      }),
    [format, isDescending, connectionId, bucket],
  );
}

/** The row that was opened is gone with its folder: who came by the keyboard goes on with the first. */
function useFocusOnFolder(section: { current: HTMLElement | null }, folder: string) {
  const last = useRef(folder);
  useEffect(() => {
    if (last.current === folder) return;
    last.current = folder;
    if (document.activeElement !== document.body) return;
    section.current?.querySelector<HTMLElement>("tr[data-index]")?.focus({ preventScroll: true });
  }, [section, folder]);
}

function commandsOf(bucket: string, infos: readonly ObjectInfo[]): string {
  return infos.map(({ name }) => shellCommand(getCommand(bucket, name))).join("\n");
}
