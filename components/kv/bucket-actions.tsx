"use client";

import { Suspense, useState } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { fieldsOf } from "@/components/ui/config-words";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { CompactDialog, DeleteBucketDialog } from "./bucket-dialogs";
import { oddityWords } from "./bucket-oddities";

type Props = { connectionId: string; bucket: BucketDetail };

/** What can be done with a bucket as a whole; what can't, says why. */
export function BucketActions({ connectionId, bucket }: Props) {
  const [open, setOpen] = useState<"compact" | "delete">();
  const { stream } = bucket.row;
  const againstPurge = useReasonAgainst(connectionId, `STREAM.PURGE.${stream}`);
  const againstDelete = useReasonAgainst(connectionId, `STREAM.DELETE.${stream}`);
  const shared = { connectionId, bucket, onClose: () => setOpen(undefined) };
  return (
    <>
      <Button reason={againstPurge ?? againstCompact(bucket)} onClick={() => setOpen("compact")}>
        Compact
      </Button>
      <Button kind="danger" reason={againstDelete} onClick={() => setOpen("delete")}>
        Delete bucket
      </Button>
      <Suspense>
        {open === "compact" && <CompactDialog {...shared} />}
        {open === "delete" && <DeleteBucketDialog {...shared} />}
      </Suspense>
    </>
  );
}

function againstCompact({ row, config }: BucketDetail): string | undefined {
  const oddity = row.oddities.find((one) => one !== "subjects" && one !== "mirror-of-stream");
  if (oddity) return oddityWords[oddity].exact;
  return fieldsOf(config)?.deny_purge === true ? "Its stream forbids to purge." : undefined;
}
