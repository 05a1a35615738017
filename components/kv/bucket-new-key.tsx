"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { bucketParams } from "@/lib/url/kv";
import { useReasonAgainstWrite } from "./may-write";

const NewKeyDialog = lazy(async () => ({
  default: (await import("./new-key-dialog")).NewKeyDialog,
}));

type Props = { connectionId: string; bucket: BucketDetail };

/** The way to a key that is not there yet; made, it is opened. */
export function BucketNewKey({ connectionId, bucket }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [, write] = useQueryStates(bucketParams);
  const against = useReasonAgainstWrite(connectionId, bucket);
  return (
    <>
      <Button kind="primary" reason={against} onClick={() => setOpen(true)}>
        New key
      </Button>
      <Suspense>
        {isOpen && (
          <NewKeyDialog
            {...{ connectionId, bucket }}
            onClose={() => setOpen(false)}
            onCreated={(key) => {
              setOpen(false);
              void write({ tab: "keys", key, rev: null }, { history: "push" });
            }}
          />
        )}
      </Suspense>
    </>
  );
}
