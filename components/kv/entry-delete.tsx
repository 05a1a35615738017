"use client";

import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { natsCommand } from "@/lib/format/nats-command";
import { showControls } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { kvHistoryQuery } from "@/lib/queries/kv-entry";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry;
  writing: EntryWrite;
  onClose: () => void;
};

/** Asks before a marker is put on a key. It can be taken back, so no name is typed. */
export function DeleteKeyDialog({
  connectionId,
  bucket,
  entryKey,
  entry,
  writing,
  onClose,
}: Props) {
  const production = useProduction(connectionId, { does: "delete it" });
  const keeps = bucket.settings.history !== 1;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (production.reason !== undefined) return;
    writing.write({ change: { kind: "delete" }, was: entry });
    onClose();
  };
  return (
    <Dialog title={`Delete key ${showControls(entryKey)}`} onClose={onClose}>
      <form className="mt-2 grid gap-4" onSubmit={send}>
        <p className="text-soft">
          It gets a delete marker, and whoever reads it finds it gone.{" "}
          {keeps
            ? "Its older revisions stay in its history."
            : "The bucket keeps one revision a key, so the marker takes the place of the value."}{" "}
          Right after it can be undone here.
        </p>
        {production.check}
        <CliCommand
          words={natsCommand(["kv", "del"], [bucket.settings.name, entryKey], ["--force"])}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" data-first="" reason={production.reason}>
            Delete key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for the name before a key goes with its history. */
export function PurgeKeyDialog({ connectionId, bucket, entryKey, entry, writing, onClose }: Props) {
  const format = useFormat();
  const { name } = bucket.settings;
  const { data } = useQuery(kvHistoryQuery(connectionId, name, entryKey));
  const count = data && data.revisions.length + data.older;
  const isPut = entry.operation.kind === "put";
  return (
    <TypedNameDialog
      verb="Purge"
      object={{
        noun: "key",
        name: entryKey,
        fact:
          count === undefined
            ? `of bucket ${name}`
            : `${format.exact(count)} ${count === 1 ? "revision" : "revisions"} in bucket ${name}`,
      }}
      isBusy={writing.isBusy}
      problem={undefined}
      onConfirm={() => {
        writing.write({
          change: { kind: "purge" },
          was: entry,
          olderGone: count === undefined ? undefined : Math.max(0, count - 1),
        });
        onClose();
      }}
      onClose={onClose}
    >
      <p className="mb-3">
        All of its revisions go for good, and a marker takes their place.{" "}
        {isPut
          ? "Right after, the last value can be brought back here; what is older can’t."
          : "It has no value that could be brought back."}
      </p>
      <div className="text-ink">
        <CliCommand words={natsCommand(["kv", "purge"], [name, entryKey], ["--force"])} />
      </div>
    </TypedNameDialog>
  );
}
