"use client";

import { useNowMs } from "@/components/shell/now";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import type { Draft } from "./entry-draft";
import { undoNote, undoOf } from "./entry-undo";
import { operationWords } from "./operation-words";
import type { OpenEntry } from "./use-entry";
import type { EntryWrite } from "./use-entry-write";

type Props = { open: OpenEntry; writing: EntryWrite; draft: Draft | undefined };

/** What came of the last write, and what others have done meanwhile. */
export function EntryNews({ open, writing, draft }: Props) {
  const format = useFormat();
  const { newer } = open;
  const { written, problem } = writing;
  const isOthers = newer && newer.revision !== written?.revision && !writing.isBusy;
  return (
    <div className="grid gap-2 empty:hidden">
      {written && <WrittenNote written={written} open={open} writing={writing} />}
      {problem && <Problem words={problem} />}
      {isOthers && (
        <div role="status" className={`${line} border-attention`}>
          <span>
            {newer.operation.kind === "put" ? "Changed" : operationWords(newer.operation)} to
            revision <span className="tabular-nums">{format.exact(newer.revision)}</span> by
            somebody else
            {draft ? ": what you save is compared with the revision that you opened." : ""}
          </span>
          <Button onClick={open.read}>Show</Button>
        </div>
      )}
    </div>
  );
}

const line = "flex flex-wrap items-center gap-x-3 gap-y-1 border-l-2 py-0.5 pl-3";

type NoteProps = {
  written: NonNullable<EntryWrite["written"]>;
  open: OpenEntry;
  writing: EntryWrite;
};

const words = { put: "Saved", delete: "Deleted", purge: "Purged" } as const;

function WrittenNote({ written, open, writing }: NoteProps) {
  const format = useFormat();
  const nowMs = useNowMs();
  const { revision, change } = written;
  // Undone is only what is still the newest; else it would be undone with what others did since.
  const isNewest = open.entry?.revision === revision && !open.newer;
  const note = undoNote(written);
  const undo = () => writing.write({ change: undoOf(written, nowMs), was: open.entry ?? null });
  return (
    <div className={`${line} border-ok`}>
      <p role="status">
        <span aria-hidden="true" className="text-ok">
          ✓{" "}
        </span>
        {words[change.kind]} as revision{" "}
        <span className="tabular-nums">{format.exact(revision)}</span>
        {written.note && <span className="text-small text-soft"> {written.note}</span>}
      </p>
      {isNewest && (
        <Button isBusy={writing.isBusy} onClick={undo}>
          Undo
        </Button>
      )}
      <Button kind="quiet" onClick={writing.dismiss}>
        Dismiss
      </Button>
      {isNewest && note && <p className="basis-full text-small text-soft">{note}</p>}
    </div>
  );
}
