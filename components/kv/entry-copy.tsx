"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type FormEvent, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { TextField } from "@/components/ui/text-field";
import { writeCommand } from "@/lib/format/kv-command";
import { adviseKey, checkKey } from "@/lib/format/kv-key";
import { showControls } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { createKvMutation } from "@/lib/queries/kv-entry";
import { bucketParams } from "@/lib/url/kv";
import { KvCommandNote } from "./kv-command-note";
import { newKeyProblem } from "./new-key-problem";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry;
  onClose: () => void;
};

/** Writes a key's value to another key, which is not written over where it is there. */
export function CopyKeyDialog({ connectionId, bucket, entryKey, entry, onClose }: Props) {
  const [to, setTo] = useState(entryKey);
  const [isLeft, setLeft] = useState(false);
  const [, setPlace] = useQueryStates({ key: bucketParams.key, rev: bucketParams.rev });
  const create = useMutation(createKvMutation(useQueryClient(), connectionId));
  const production = useProduction(connectionId, { does: "copy it" });
  const fault = to === entryKey ? "Give another key." : checkKey(to);
  const reason = fault ?? production.reason;
  const { name } = bucket.settings;
  const open = () => {
    onClose();
    void setPlace({ key: to, rev: null });
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (reason !== undefined || create.isPending) return;
    const wish = { bucket: name, key: to, value: entry.value, ttlNs: undefined };
    create.mutate(wish, {
      onSuccess: ({ state }) => {
        if (state === "stored" || state === "found-stored") open();
      },
    });
  };
  const problem = newKeyProblem(to, create);
  return (
    <Dialog title={`Copy ${showControls(entryKey)} to another key`} onClose={onClose}>
      <form className="mt-2 grid gap-4" onSubmit={send}>
        <p className="text-soft">
          The value as it is now; its history and its TTL are not copied. A key that is there
          already is not written over.
        </p>
        <TextField
          label="Key"
          data-first
          className="font-mono"
          value={to}
          onChange={(next) => {
            create.reset();
            setTo(next);
          }}
          onBlur={() => setLeft(true)}
          error={isLeft && to !== entryKey ? fault : undefined}
          hint={fault === undefined && adviseKey(to)}
        />
        {production.check}
        {fault === undefined && (
          <KvCommandNote
            command={writeCommand({ bucket: name, key: to, prefix: bucket.prefix }, entry.value, {
              revision: 0n,
            })}
          />
        )}
        {problem && (
          <Problem
            words={problem.words}
            {...(problem.isThere ? { action: <Button onClick={open}>Open {to}</Button> } : {})}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={reason} isBusy={create.isPending}>
            Copy key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
