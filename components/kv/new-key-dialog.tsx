"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { writeCommand } from "@/lib/format/kv-command";
import { adviseKey, checkKey } from "@/lib/format/kv-key";
import { formatTypedDuration } from "@/lib/format/parse-duration";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { createKvMutation } from "@/lib/queries/kv-entry";
import { bytesOf, type DraftContent, faultOf } from "./entry-draft";
import { KvCommandNote } from "./kv-command-note";
import { useReasonAgainstWrite } from "./may-write";
import { newKeyProblem } from "./new-key-problem";
import { parseTtl, TtlField, useReasonAgainstTtl } from "./ttl-field";

const ValueField = lazy(async () => ({ default: (await import("./value-field")).ValueField }));

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  /** What the key begins with, its separator too. */
  prefix?: string;
  onClose: () => void;
  /** It was made, or is there already and wanted. */
  onCreated: (key: string) => void;
};

/** Makes a key that is not there yet; one that is, is never written over. */
export function NewKeyDialog({ connectionId, bucket, prefix = "", onClose, onCreated }: Props) {
  const [key, setKey] = useState(prefix);
  const [isLeft, setLeft] = useState(false);
  const [content, setContent] = useState<DraftContent>({ shape: "text", text: "" });
  const [ttl, setTtl] = useState("");
  const create = useMutation(createKvMutation(useQueryClient(), connectionId));
  const production = useProduction(connectionId, { does: "create it" });
  const against = useReasonAgainstWrite(connectionId, bucket);
  const againstTtl = useReasonAgainstTtl(connectionId, bucket);
  const late = useDeferredValue(content);
  const fault = useMemo(() => faultOf(late), [late]);
  const keyFault = checkKey(key);
  const parsedTtl = parseTtl(ttl);
  const bytes = bytesOf(content);
  const reason =
    against ??
    keyFault ??
    (bytes ? undefined : "The value is no bytes yet.") ??
    (parsedTtl.ok ? undefined : parsedTtl.why) ??
    production.reason;
  const { name } = bucket.settings;
  const ttlNs = parsedTtl.ok && againstTtl === undefined ? parsedTtl.ns : undefined;
  const send = () => {
    setLeft(true);
    if (reason !== undefined || !bytes || create.isPending) return;
    const wish = { bucket: name, key, value: bytes, ttlNs };
    create.mutate(wish, {
      onSuccess: (outcome) => {
        if (outcome.state === "stored" || outcome.state === "found-stored") onCreated(key);
      },
    });
  };
  const problem = newKeyProblem(key, create);
  const isShut = isLeft && keyFault !== undefined;
  return (
    <Dialog isWide title="New key" onClose={onClose}>
      <form
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label="Key"
          data-first
          className="font-mono"
          value={key}
          onChange={(next) => {
            create.reset();
            setKey(next);
          }}
          onBlur={() => setLeft(key !== prefix)}
          error={isShut ? keyFault : undefined}
          hint={
            (keyFault === undefined && adviseKey(key)) ||
            `In ${name}. Dots and slashes make levels: user.5.name`
          }
        />
        <section aria-label="Value of the new key" className="min-w-0">
          <p className="mb-1 font-medium text-small">Value</p>
          <Suspense fallback={<Skeleton className="h-40 w-full" />}>
            <ValueField
              {...{ content, fault }}
              onTake={setContent}
              onSave={send}
              // What was typed is not thrown away by a key that is for the editor.
              onLeave={() => bytes?.length === 0 && onClose()}
            />
          </Suspense>
        </section>
        <TtlField bucket={bucket} value={ttl} onChange={setTtl} reason={againstTtl} />
        {production.check}
        {bytes && keyFault === undefined && (
          <KvCommandNote
            command={writeCommand({ bucket: name, key, prefix: bucket.prefix }, bytes, {
              revision: 0n,
              ttl: ttlNs === undefined ? undefined : formatTypedDuration(ttlNs),
            })}
          />
        )}
        {problem && (
          <Problem
            words={problem.words}
            {...(problem.isThere
              ? { action: <Button onClick={() => onCreated(key)}>Open {key}</Button> }
              : {})}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={create.isPending} reason={reason}>
            Create key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
