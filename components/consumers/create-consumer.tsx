"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { createConsumerParams } from "@/lib/url/consumers";

const CreateDialog = lazy(async () => ({
  default: (await import("./create-dialog")).CreateDialog,
}));

type Props = {
  connectionId: string;
  /** Where there is none, the form asks for it. */
  stream?: string;
};

/** The way to a new consumer; the address says that its form is open. */
export function CreateConsumer({ connectionId, stream }: Props) {
  const [{ create }, change] = useQueryStates(createConsumerParams);
  const reason = useReasonAgainst(connectionId, `CONSUMER.CREATE.${stream ?? "STREAM"}.NEW`);
  return (
    <>
      <Button kind="primary" reason={reason} onClick={() => void change({ create: true })}>
        Create consumer
      </Button>
      {create && reason === undefined && (
        <Suspense>
          <CreateDialog
            connectionId={connectionId}
            stream={stream}
            onClose={() => void change({ create: null })}
          />
        </Suspense>
      )}
    </>
  );
}
