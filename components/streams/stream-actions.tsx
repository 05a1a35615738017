"use client";

import { lazy, Suspense, useState } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import type { StreamSummary } from "@/lib/model/streams";

const PurgeDialog = lazy(async () => ({ default: (await import("./purge-dialog")).PurgeDialog }));
const DeleteDialog = lazy(async () => ({
  default: (await import("./delete-dialog")).DeleteDialog,
}));

type Props = { connectionId: string; stream: StreamSummary };

/** What can be done with a stream; what can't, says why. */
export function StreamActions({ connectionId, stream }: Props) {
  const [open, setOpen] = useState<"purge" | "delete">();
  const againstPurge = useReasonAgainst(connectionId, `STREAM.PURGE.${stream.name}`);
  const againstDelete = useReasonAgainst(connectionId, `STREAM.DELETE.${stream.name}`);
  const shared = { connectionId, stream, onClose: () => setOpen(undefined) };
  return (
    <>
      <Button reason={againstPurge ?? sealed(stream)} onClick={() => setOpen("purge")}>
        Purge stream
      </Button>
      <Button kind="danger" reason={againstDelete} onClick={() => setOpen("delete")}>
        Delete stream
      </Button>
      <Suspense>
        {open === "purge" && <PurgeDialog {...shared} />}
        {open === "delete" && <DeleteDialog {...shared} />}
      </Suspense>
    </>
  );
}

function sealed({ isSealed }: StreamSummary): string | undefined {
  return isSealed ? "The stream is sealed: nothing goes into it or out of it." : undefined;
}
