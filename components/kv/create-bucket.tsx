"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { bucketListParams } from "@/lib/url/kv";

const CreateBucketDialog = lazy(async () => ({
  default: (await import("./create-bucket-dialog")).CreateBucketDialog,
}));

/** The way to a new bucket; the address says that its form is open. */
export function CreateBucket({ connectionId }: { connectionId: string }) {
  const [{ create }, change] = useQueryStates(bucketListParams);
  const reason = useReasonAgainst(connectionId, "STREAM.CREATE.KV_NEW");
  return (
    <>
      <Button kind="primary" reason={reason} onClick={() => void change({ create: true })}>
        Create bucket
      </Button>
      {create && reason === undefined && (
        <Suspense>
          <CreateBucketDialog
            connectionId={connectionId}
            onClose={() => void change({ create: null })}
          />
        </Suspense>
      )}
    </>
  );
}
