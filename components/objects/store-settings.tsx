"use client";

import { Suspense, useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { ConfigList } from "@/components/ui/config-list";
import { fieldsOf } from "@/components/ui/config-words";
import type { StoreDetail } from "@/lib/model/object-store";
import { addCommand } from "./store-command";
import { storeConfigGroups } from "./store-config-fields";
import { EditStoreDialog, SealStoreDialog } from "./store-dialogs";
import { sealedWords } from "./store-words";

type Props = { connectionId: string; store: StoreDetail };

/** All that a store is set to, with what it means; the command that makes one like it; the ways to change it. */
export function StoreSettings({ connectionId, store }: Props) {
  const [open, setOpen] = useState<"edit" | "seal">();
  const { row, settings, config } = store;
  const status = useLinkStatus(connectionId);
  const against = useReasonAgainst(connectionId, `STREAM.UPDATE.${row.stream}`);
  const reason = against ?? (row.isSealed ? sealedWords : undefined);
  const shared = { connectionId, store, onClose: () => setOpen(undefined) };
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-prose flex-1 basis-80">
          <CliCommand words={addCommand(settings)} />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button kind="danger" reason={reason} onClick={() => setOpen("seal")}>
            Seal store
          </Button>
          <Button reason={reason} onClick={() => setOpen("edit")}>
            Edit store
          </Button>
        </div>
      </div>
      {row.isSealed && (
        <p className="max-w-prose text-attention text-small">
          <span aria-hidden="true">◆ </span>
          {sealedWords}
        </p>
      )}
      <ConfigList
        of={settings.name}
        groups={storeConfigGroups}
        config={fieldsOf(config) ?? {}}
        version={status.state === "connected" ? status.server.version : undefined}
      />
      <Suspense>
        {open === "edit" && <EditStoreDialog {...shared} />}
        {open === "seal" && <SealStoreDialog {...shared} />}
      </Suspense>
    </div>
  );
}
