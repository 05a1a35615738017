"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { streamListParams } from "@/lib/url/streams";

const CreateDialog = lazy(async () => ({
  default: (await import("./create-dialog")).CreateDialog,
}));

/** The way to a new stream; the address says that its form is open. */
export function CreateStream({ connectionId }: { connectionId: string }) {
  const [{ create }, change] = useQueryStates(streamListParams);
  const reason = useReasonAgainst(connectionId, "STREAM.CREATE.NEW");
  return (
    <>
      <Button kind="primary" reason={reason} onClick={() => void change({ create: true })}>
        Create stream
      </Button>
      {create && reason === undefined && (
        <Suspense>
          <CreateDialog connectionId={connectionId} onClose={() => void change({ create: null })} />
        </Suspense>
      )}
    </>
  );
}
