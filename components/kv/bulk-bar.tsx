"use client";

import { useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import { Button } from "@/components/ui/button";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { ChosenKeys } from "@/lib/model/kv-bulk";
import { BulkDialog, type BulkKind } from "./bulk-dialog";
import { ExportDialog } from "./export-dialog";
import { useReasonAgainstWrite } from "./may-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  chosen: ChosenKeys;
  /** Something was written: what was chosen may be no more. */
  onDone: () => void;
};

/** What can be done with the keys that are chosen. */
export function BulkBar({ connectionId, bucket, chosen, onDone }: Props) {
  const [open, setOpen] = useState<BulkKind | "export">();
  const against = useReasonAgainstWrite(connectionId, bucket);
  // What is copied is written elsewhere: the role counts, not what this bucket takes.
  const { prefix } = bucket;
  const noCopy = useReasonAgainstWrite(connectionId, { prefix, readOnlyWhy: undefined });
  const noTtl = useReasonAgainstTtl(connectionId, bucket);
  // The question is put to what was chosen when it was opened; what is chosen later is another.
  const [asked, setAsked] = useState(chosen);
  const ask = (kind: BulkKind | "export") => {
    setAsked(chosen);
    setOpen(kind);
  };
  const close = (wasRun: boolean) => {
    setOpen(undefined);
    if (wasRun) onDone();
  };
  const isEmpty = chosen.kind === "keys" && chosen.keys.length === 0;
  const none = isEmpty ? "Choose keys first." : undefined;
  const what = { connectionId, bucket, chosen: asked };
  return (
    <>
      <Button reason={none ?? against} onClick={() => ask("delete")}>
        Delete
      </Button>
      <Button reason={none ?? against} onClick={() => ask("purge")}>
        Purge
      </Button>
      <Button reason={none ?? against ?? noTtl} onClick={() => ask("ttl")}>
        Set TTL
      </Button>
      <Button reason={none} onClick={() => ask("export")}>
        Export
      </Button>
      <Button reason={none ?? noCopy} onClick={() => ask("copy")}>
        Copy to bucket
      </Button>
      {open === "export" && <ExportDialog {...what} onClose={() => setOpen(undefined)} />}
      {open !== undefined && open !== "export" && (
        <BulkDialog {...what} kind={open} onClose={close} />
      )}
    </>
  );
}

/** Why keys of a bucket get no time to live of their own. */
function useReasonAgainstTtl(connectionId: string, bucket: BucketDetail): string | undefined {
  const status = useLinkStatus(connectionId);
  if (bucket.settings.hasKeyTtl) return undefined;
  const version = status.state === "connected" ? status.server.version : "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = version !== "" && (major < 2 || (major === 2 && minor < 11));
  return isOld
    ? `Since NATS 2.11; this server is ${version}.`
    : "The bucket has no per-key TTL. Edit the bucket to turn it on.";
}
