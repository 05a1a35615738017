"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { storeListParams } from "@/lib/url/objects";

const CreateStoreDialog = lazy(async () => ({
  default: (await import("./create-store-dialog")).CreateStoreDialog,
}));

/** The way to a new object store; the address says that its form is open. */
export function CreateStore({ connectionId }: { connectionId: string }) {
  const [{ create }, change] = useQueryStates(storeListParams);
  const reason = useReasonAgainst(connectionId, "STREAM.CREATE.OBJ_NEW");
  return (
    <>
      <Button kind="primary" reason={reason} onClick={() => void change({ create: true })}>
        Create store
      </Button>
      {create && reason === undefined && (
        <Suspense>
          <CreateStoreDialog
            connectionId={connectionId}
            onClose={() => void change({ create: null })}
          />
        </Suspense>
      )}
    </>
  );
}
