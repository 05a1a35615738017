"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useFormat } from "@/components/ui/use-format";
import { findJsonFault, placeInText } from "@/lib/format/json-fault";
import { showControls } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import { bytesOfEntry } from "./entry-draft";
import { MergeLines } from "./merge-lines";
import { MergeSides, type Side } from "./merge-sides";
import { type MergeTexts, resultOf, toMergeTexts } from "./merge-texts";
import { operationWords } from "./operation-words";
import type { Conflict } from "./use-entry-write";

type Props = {
  entryKey: string;
  conflict: Conflict;
  isBusy: boolean;
  /** What is to stand there, compared with theirs. */
  onSave: (value: Uint8Array) => void;
  onTakeTheirs: () => void;
  onClose: () => void;
};

/** What was opened, what stands there now and what was to be saved, brought together by hand where it takes one. */
export function MergeDialog({ conflict, ...rest }: Props) {
  const { wish, theirs } = conflict;
  const { change, was } = wish;
  const value = change.kind === "put" ? change.value : new Uint8Array();
  const texts = useMemo(() => toMergeTexts({ was, theirs, value }), [was, theirs, value]);
  const title = `${showControls(rest.entryKey)} was changed meanwhile`;
  return (
    <Dialog isWide title={title} onClose={rest.onClose}>
      <Since was={was} theirs={theirs} note={conflict.note} />
      {texts ? (
        <ByLines {...rest} texts={texts} />
      ) : (
        <BySides {...rest} theirs={theirs} value={value} />
      )}
    </Dialog>
  );
}

type SinceProps = { was: KvEntry | null; theirs: KvEntry | null; note: string | undefined };

function Since({ was, theirs, note }: SinceProps) {
  const format = useFormat();
  const isThere = theirs?.operation.kind === "put";
  return (
    <p className="mt-1 text-soft">
      {note && <>{note} </>}
      You opened {was ? `revision ${format.exact(was.revision)}` : "it when it was not there"}.{" "}
      {theirs
        ? `Somebody else ${isThere ? "wrote" : "left it"} ${isThere ? "" : `${operationWords(theirs.operation)}, as `}revision ${format.exact(theirs.revision)} at ${format.momentNs(theirs.timeNs)}.`
        : "It is gone now, with all of its history."}{" "}
      Nothing was written over.
    </p>
  );
}

type PartProps = Omit<Props, "conflict">;

function ByLines({
  texts,
  isBusy,
  onSave,
  onTakeTheirs,
  onClose,
}: PartProps & { texts: MergeTexts }) {
  const [result, setResult] = useState(() => resultOf(texts.parts, {}));
  const left = result.unresolved;
  const fault = left === 0 && texts.isJson ? findJsonFault(result.text) : undefined;
  const reason =
    left > 0
      ? `Choose first what becomes of ${left === 1 ? "the conflict" : `${left} conflicts`}.`
      : undefined;
  return (
    <>
      {texts.note && <p className="mt-1 text-small text-soft">{texts.note}</p>}
      <MergeLines parts={texts.parts} onResult={setResult} />
      {fault && (
        <p role="status" className="mt-2 text-small">
          <span aria-hidden="true" className="text-trouble">
            ✕{" "}
          </span>
          What comes of it is no JSON: line {placeInText(result.text, fault.at).line}, {fault.why}{" "}
          Write it right under Result.
        </p>
      )}
      <Foot
        {...{ isBusy, reason, onTakeTheirs, onClose }}
        onSave={() => onSave(texts.encode(result.text))}
      />
    </>
  );
}

type SidesProps = PartProps & { theirs: KvEntry | null; value: Uint8Array };

function BySides({ theirs, value, isBusy, onSave, onTakeTheirs, onClose }: SidesProps) {
  const [side, setSide] = useState<Side>();
  const reason = side === undefined ? "Choose a side first." : undefined;
  return (
    <>
      <MergeSides
        theirs={theirs?.operation.kind === "put" ? bytesOfEntry(theirs) : undefined}
        mine={value}
        side={side}
        onChoose={setSide}
      />
      <Foot
        {...{ isBusy, reason, onTakeTheirs, onClose }}
        onSave={() => (side === "mine" ? onSave(value) : onTakeTheirs())}
      />
    </>
  );
}

type FootProps = {
  isBusy: boolean;
  reason: string | undefined;
  onSave: () => void;
  onTakeTheirs: () => void;
  onClose: () => void;
};

function Foot({ isBusy, reason, onSave, onTakeTheirs, onClose }: FootProps) {
  return (
    <div className="mt-4 flex flex-wrap justify-end gap-2">
      <Button onClick={onClose}>Keep editing</Button>
      <Button onClick={onTakeTheirs}>Take theirs</Button>
      <Button kind="primary" isBusy={isBusy} reason={reason} onClick={onSave}>
        Save merged
      </Button>
    </div>
  );
}
