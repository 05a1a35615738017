"use client";

import { Suspense, useState } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { fieldsOf } from "@/components/ui/config-words";
import type { StoreDetail } from "@/lib/model/object-store";
import { DeleteStoreDialog, OrphansDialog } from "./store-dialogs";
import { sealedWords } from "./store-words";

type Props = { connectionId: string; store: StoreDetail };

/** What can be done with a store as a whole; what can't, says why. */
export function StoreActions({ connectionId, store }: Props) {
  const [open, setOpen] = useState<"orphans" | "delete">();
  const { stream } = store.row;
  const againstPurge = useReasonAgainst(connectionId, `STREAM.PURGE.${stream}`);
  const againstDelete = useReasonAgainst(connectionId, `STREAM.DELETE.${stream}`);
  const shared = { connectionId, store, onClose: () => setOpen(undefined) };
  return (
    <>
      <Button reason={againstPurge ?? againstCleaning(store)} onClick={() => setOpen("orphans")}>
        Clean up
      </Button>
      <Button kind="danger" reason={againstDelete} onClick={() => setOpen("delete")}>
        Delete store
      </Button>
      <Suspense>
        {open === "orphans" && <OrphansDialog {...shared} />}
        {open === "delete" && <DeleteStoreDialog {...shared} />}
      </Suspense>
    </>
  );
}

function againstCleaning({ row, config }: StoreDetail): string | undefined {
  if (row.isSealed) return sealedWords;
  if (row.mirrorOf !== undefined) {
    return "The store is a mirror: it is cleaned up where it comes from.";
  }
  return fieldsOf(config)?.deny_purge === true ? "Its stream forbids to purge." : undefined;
}
