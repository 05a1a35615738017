"use client";

import { type DragEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FileButton } from "@/components/ui/file-button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { BulkPlan } from "@/lib/model/kv-bulk";
import { OverChoice } from "./bulk-over";
import { BulkSteps } from "./bulk-steps";
import { useBulk } from "./use-bulk";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  /** True where something was written. */
  onClose: (wasRun: boolean) => void;
};

/** Reads a file of keys, shows what it would do to the bucket, and does it. */
export function ImportDialog({ connectionId, bucket, onClose }: Props) {
  const { name } = bucket.settings;
  const bulk = useBulk(connectionId, name);
  const { state, plan, reset } = bulk;
  const [file, setFile] = useState<File>();
  const [isOver, setOver] = useState(false);
  const take = (taken: File | undefined) => {
    if (!taken) return;
    setFile(taken);
    plan({ kind: "import", file: taken, name: taken.name });
  };
  const isRunning = state.step === "running";
  const title = `Import into ${name}`;
  return (
    <Dialog isWide title={title} onClose={() => !isRunning && onClose(state.step === "ended")}>
      {state.step === "asked" && (
        <div className="mt-3 grid gap-4">
          <DropPlace onFile={take} />
          <Formats />
          {state.error && <Problem words={describeError(state.error)} />}
          <div className="flex justify-end">
            <Button onClick={() => onClose(false)}>Cancel</Button>
          </div>
        </div>
      )}
      {file && state.step !== "asked" && <FileLine file={file} />}
      <BulkSteps {...{ connectionId, bulk, title, onClose }} kind="import" isOverwriting={isOver}>
        {state.step === "planned" && (
          <>
            <Notes plan={state.plan} />
            {state.plan.differing > 0 && (
              <OverChoice bucket={name} isOver={isOver} onOver={setOver} />
            )}
            <div>
              <Button kind="quiet" onClick={reset}>
                Choose another file
              </Button>
            </div>
          </>
        )}
      </BulkSteps>
    </Dialog>
  );
}

function DropPlace({ onFile }: { onFile: (file: File | undefined) => void }) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way, the button inside is the first.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex flex-wrap items-center justify-center gap-x-2 rounded-md border border-dashed px-4 py-8 ${isOver ? "border-accent bg-hover" : "border-edge"}`}
    >
      <FileButton
        words="Choose a file"
        label="Choose a file to import"
        accept=".json,.jsonl,.ndjson,application/json,application/x-ndjson"
        onFile={async (file) => onFile(file)}
      />
      <span className="text-small text-soft">or drop it here: JSON or JSON lines</span>
    </div>
  );
}

function Formats() {
  return (
    <div className="grid gap-1 text-small text-soft">
      <p>
        What Export writes is read back to the same bytes. A plain map is read, too:{" "}
        <code className="font-mono">{'{"key": "value", "other": {"any": "JSON"}}'}</code>
      </p>
      <p>
        The file is read here in the browser, in pieces. Nothing is sent before you have seen it.
      </p>
    </div>
  );
}

function FileLine({ file }: { file: File }) {
  const format = useFormat();
  return (
    <p className="mt-2 break-words text-small text-soft">
      {file.name}, {format.bytesText(file.size)}
    </p>
  );
}

/** What of the file does not come to be as it stands there. */
function Notes({ plan: { replaced, ttlsLost, ttlsKept } }: { plan: BulkPlan }) {
  const { exact } = useFormat();
  const notes = [
    replaced > 0 &&
      `${exact(replaced)} earlier ${replaced === 1 ? "entry" : "entries"} of the same keys: the last one of a key counts.`,
    ttlsKept > 0 && `${exact(ttlsKept)} with a time to live, which begins anew.`,
    ttlsLost > 0 &&
      `${exact(ttlsLost)} with a time to live, which this bucket can't give them: they will stay.`,
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-1 text-small text-soft">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
