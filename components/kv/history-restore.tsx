"use client";

import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { PayloadView } from "@/components/ui/payload-view";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { showControls } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import { kvEntryQuery } from "@/lib/queries/kv-entry";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: string;
  entryKey: string;
  revision: bigint;
  /** What the key is now: restored is compared with that. */
  entry: KvEntry | null;
  writing: EntryWrite;
  onClose: () => void;
};

/** Writes an older revision's value again, as a new one. */
export function HistoryRestore(props: Props) {
  const { connectionId, bucket, entryKey, revision, entry, writing, onClose } = props;
  const format = useFormat();
  // The whole value, whatever the list has of it.
  const { data, error } = useQuery(kvEntryQuery(connectionId, bucket, entryKey, revision));
  const production = useProduction(connectionId, { does: "restore it" });
  const isGone = data === null ? "It is no longer kept." : undefined;
  const reason = data ? production.reason : (isGone ?? "It is being read.");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== undefined || !data) return;
    writing.write({ change: { kind: "put", value: data.value }, was: entry });
    onClose();
  };
  return (
    <Dialog
      title={`Restore revision ${format.exact(revision)} of ${showControls(entryKey)}`}
      onClose={onClose}
    >
      <form className="mt-2 grid gap-4" onSubmit={send}>
        <p className="text-soft">
          Its value is written as a new revision, unless the key has changed meanwhile. Nothing of
          the history goes but what the bucket’s limit takes.
        </p>
        {error && <Problem words={describeError(error)} />}
        {data === undefined && !error && <Skeleton className="h-24 w-full" />}
        {data === null && (
          <p className="text-soft">This revision is no longer kept: newer ones took its place.</p>
        )}
        {data && (
          <>
            <div className="max-h-[40dvh] overflow-auto">
              <PayloadView bytes={data.value} name={`${entryKey}-${revision}`} />
            </div>
            {production.check}
            <CliCommand
              words={natsCommand(["kv", "revert"], [bucket, entryKey, String(revision)])}
            />
          </>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" data-first="" reason={reason}>
            Restore
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
