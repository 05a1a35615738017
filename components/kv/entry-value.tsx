"use client";

import { lazy, Suspense } from "react";
import { Payload } from "@/components/payload/payload";
import { Button } from "@/components/ui/button";
import { FileButton } from "@/components/ui/file-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { beginDraft, type Draft } from "./entry-draft";
import { operationWords } from "./operation-words";
import type { EntryWrite } from "./use-entry-write";

// The editor weighs more than the rest of the page, and is needed by those who change something.
const EntryEdit = lazy(async () => ({ default: (await import("./entry-edit")).EntryEdit }));

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry | null;
  draft: Draft | undefined;
  writing: EntryWrite;
  /** Why nothing is written here. */
  reason: string | undefined;
  onDraft: (draft: Draft | undefined) => void;
};

/** The value of a key, to look at or to change. */
export function EntryValue(props: Props) {
  const { bucket, entryKey, entry, draft, reason, onDraft } = props;
  if (draft) {
    return (
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <EntryEdit {...props} draft={draft} />
      </Suspense>
    );
  }
  const isPut = entry?.operation.kind === "put";
  const upload = async (file: File | undefined) => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    onDraft({ base: entry, content: { shape: "file", name: file.name, bytes } });
  };
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" reason={reason} onClick={() => onDraft(beginDraft(entry))}>
          {isPut ? "Edit" : "Write a value"}
        </Button>
        {reason === undefined && <FileButton words="Upload value" onFile={upload} />}
      </div>
      {isPut ? (
        <Payload
          // A decoder that was chosen stays chosen for keys like this.
          scope={{ stream: `KV_${bucket.settings.name}`, subject: `${bucket.prefix}${entryKey}` }}
          bytes={entry.value}
          name={`${bucket.settings.name}-${entryKey}-${entry.revision}`}
        />
      ) : (
        <p className="text-soft">
          {entry
            ? `The key was ${operationWords(entry.operation)}: it has no value. Older revisions, where they are kept, are in its history.`
            : "There is no such key: it has neither value nor history."}
        </p>
      )}
    </div>
  );
}
