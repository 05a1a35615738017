"use client";

import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { NowProvider } from "@/components/shell/now";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { showControls } from "@/lib/format/payload";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { bucketParams } from "@/lib/url/kv";
import { EntryActions } from "./entry-actions";
import { EntryConflict } from "./entry-conflict";
import { isChanged } from "./entry-draft";
import { keepDraft, useDraft } from "./entry-drafts";
import { EntryFacts } from "./entry-facts";
import { EntryNews } from "./entry-news";
import { EntryRevision } from "./entry-revision";
import { EntryValue } from "./entry-value";
import { useReasonAgainstWrite } from "./may-write";
import { useEntry } from "./use-entry";
import { useEntryWrite } from "./use-entry-write";

const History = lazy(async () => ({ default: (await import("./history")).History }));

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
};

/** One key of a bucket: its value, read and edited, and its history. */
export function EntryPane(props: Props) {
  // Another key is another pane: nothing that was said of one is said of the next.
  return (
    <NowProvider connectionId={props.connectionId}>
      <Pane key={props.entryKey} {...props} />
    </NowProvider>
  );
}

function Pane({ connectionId, bucket, entryKey }: Props) {
  const { name } = bucket.settings;
  const place = { connectionId, bucket: name, entryKey };
  const open = useEntry(connectionId, name, entryKey);
  const writing = useEntryWrite(connectionId, name, entryKey);
  const reason = useReasonAgainstWrite(connectionId, bucket);
  const draft = useDraft(place);
  const [{ show, rev }, setPlace] = useQueryStates({
    show: bucketParams.show,
    rev: bucketParams.rev,
  });
  const { entry, error } = open;
  const view = { connectionId, bucket, entryKey };
  return (
    <section aria-label={`Key ${showControls(entryKey)}`} className="grid min-w-0 gap-4">
      {entry && <EntryFacts entry={entry} bucket={bucket} onGone={open.read} />}
      {error && (
        <Problem
          words={describeError(error)}
          action={<Button onClick={open.read}>Try again</Button>}
        />
      )}
      {entry === undefined && !error && <Skeleton className="h-64 w-full" />}
      {entry !== undefined && (
        <>
          <EntryNews {...{ open, writing, draft }} />
          <Tabs
            label="Key"
            chosen={rev === null ? show : "value"}
            onChoose={(next) => void setPlace({ show: next, rev: null })}
            aside={<EntryActions {...view} {...{ entry, writing, reason }} />}
            tabs={[
              {
                id: "value",
                label: draft && isChanged(draft) ? "Value (edited)" : "Value",
                content: () =>
                  rev === null || rev === entry?.revision ? (
                    <EntryValue
                      {...view}
                      {...{ entry, draft, writing, reason }}
                      onDraft={(next) => keepDraft(place, next)}
                    />
                  ) : (
                    <EntryRevision {...view} revision={rev} />
                  ),
              },
              {
                id: "history",
                label: "History",
                content: () => (
                  <Suspense fallback={<Skeleton className="h-48 w-full" />}>
                    <History {...view} {...{ entry, writing, reason }} />
                  </Suspense>
                ),
              },
            ]}
          />
        </>
      )}
      {writing.conflict && <EntryConflict {...{ entryKey, writing }} conflict={writing.conflict} />}
      {!draft && show === "value" && (
        <CliCommand words={natsCommand(["kv", "get"], [name, entryKey])} />
      )}
    </section>
  );
}
