"use client";

import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { ChosenKeys } from "@/lib/model/kv-bulk";
import { bucketQuery } from "@/lib/queries/kv-buckets";
import { useReasonAgainstWrite } from "./may-write";

const ImportDialog = lazy(async () => ({
  default: (await import("./import-dialog")).ImportDialog,
}));
const ExportDialog = lazy(async () => ({
  default: (await import("./export-dialog")).ExportDialog,
}));

type Props = { connectionId: string; bucket: BucketDetail };

const everything: ChosenKeys = { kind: "pattern", pattern: ">" };

/** The ways of keys out of a file, and into one. */
export function BucketFiles({ connectionId, bucket }: Props) {
  const client = useQueryClient();
  const [open, setOpen] = useState<"import" | "export">();
  const against = useReasonAgainstWrite(connectionId, bucket);
  const close = () => setOpen(undefined);
  return (
    <>
      <Button reason={against} onClick={() => setOpen("import")}>
        Import
      </Button>
      <Button onClick={() => setOpen("export")}>Export</Button>
      <Suspense>
        {open === "import" && (
          <ImportDialog
            {...{ connectionId, bucket }}
            onClose={(wasRun) => {
              close();
              if (!wasRun) return;
              const { queryKey } = bucketQuery(connectionId, bucket.settings.name);
              void client.invalidateQueries({ queryKey });
            }}
          />
        )}
        {open === "export" && (
          <ExportDialog {...{ connectionId, bucket }} chosen={everything} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
