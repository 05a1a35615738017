"use client";

import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useFormat } from "@/components/ui/use-format";
import { showControls } from "@/lib/format/payload";
import type { Conflict, EntryWrite } from "./use-entry-write";

const MergeDialog = lazy(async () => ({ default: (await import("./merge-dialog")).MergeDialog }));

type Props = { entryKey: string; conflict: Conflict; writing: EntryWrite };

/** Somebody else was quicker: a value is merged with theirs, anything else is decided anew. */
export function EntryConflict({ entryKey, conflict, writing }: Props) {
  const { wish, theirs } = conflict;
  if (wish.onSettled === undefined) return <Refused {...{ entryKey, conflict, writing }} />;
  const { onSettled } = wish;
  return (
    <Suspense>
      <MergeDialog
        key={String(theirs?.revision)}
        {...{ entryKey, conflict }}
        isBusy={writing.isBusy}
        onSave={(value) => writing.write({ ...wish, change: { kind: "put", value }, was: theirs })}
        onTakeTheirs={() => {
          onSettled();
          writing.dismiss();
        }}
        onClose={writing.dismiss}
      />
    </Suspense>
  );
}

const words = { put: "written", delete: "deleted", purge: "purged" } as const;

function Refused({ entryKey, conflict: { wish, theirs, note }, writing }: Props) {
  const format = useFormat();
  return (
    <Dialog title={`${showControls(entryKey)} was changed meanwhile`} onClose={writing.dismiss}>
      <p className="mt-1 text-soft">
        {note && <>{note} </>}
        {theirs
          ? `Somebody else wrote revision ${format.exact(theirs.revision)} at ${format.momentNs(theirs.timeNs)}`
          : "It is gone now, with all of its history"}
        , so it was not {words[wish.change.kind]}. What stands there now is shown behind this: look
        at it before you do it again.
      </p>
      <div className="mt-4 flex justify-end">
        <Button kind="primary" data-first="" onClick={writing.dismiss}>
          Show it
        </Button>
      </div>
    </Dialog>
  );
}
