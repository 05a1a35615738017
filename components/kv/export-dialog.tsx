"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { CliScript } from "@/components/ui/cli-script";
import { Dialog } from "@/components/ui/dialog";
import { JobView } from "@/components/ui/job-view";
import { RadioGroup } from "@/components/ui/radio-group";
import { useFormat } from "@/components/ui/use-format";
import { keysLoop, kvCommandFor } from "@/lib/format/kv-loop";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { ChosenKeys, KvFileFormat } from "@/lib/model/kv-bulk";
import { chosenWords, toLoopKeys } from "./bulk-ask";
import { useKeysExport } from "./use-keys-export";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  chosen: ChosenKeys;
  onClose: () => void;
};

const formats: { value: KvFileFormat; label: string; hint: string }[] = [
  { value: "jsonl", label: "JSON lines", hint: "An object a line, for any number of keys." },
  { value: "json", label: "JSON", hint: "The same objects in one array." },
];

/** Asks how keys are written, and has them written to a file. */
export function ExportDialog({ connectionId, bucket, chosen, onClose }: Props) {
  const format = useFormat();
  const { name, history } = bucket.settings;
  const [written, setWritten] = useState<KvFileFormat>("jsonl");
  const [withHistory, setHistory] = useState(false);
  const exporting = useKeysExport(connectionId, name);
  const { job, cancel } = exporting;
  const isRunning = job?.state === "running";
  const { keys, values, bytes } = bucket.row;
  const isAll = chosen.kind === "pattern" && chosen.pattern === ">" && !chosen.text;
  return (
    <Dialog title={`Export keys of ${name}`} onClose={() => !isRunning && onClose()}>
      <div className="mt-3 grid gap-4">
        <p className="break-words text-soft">
          A file with {chosenWords(chosen, format)}: key, value, revision, time, TTL. Values that
          are no text are base64.
          {isAll && (
            <>
              {" "}
              The bucket has{" "}
              {keys === undefined ? "" : `${format.exact(keys)} keys, deleted ones too, with `}
              {format.exact(values)} values in {format.bytesText(Number(bytes))}.
            </>
          )}
        </p>
        <RadioGroup label="Written as" value={written} choices={formats} onChange={setWritten} />
        <CheckField
          label="With the history"
          hint={
            history === 1
              ? "This bucket keeps one revision of a key; markers of deleted keys are written, too."
              : "Every revision that is kept, deletions too. Read back, the last one of a key counts."
          }
          isChecked={withHistory}
          onChange={setHistory}
        />
        <p className="text-small text-soft">
          Read by a consumer that only looks, or key by key: nothing in NATS changes.
        </p>
        {!withHistory && (
          <CliScript
            text={keysLoop(
              toLoopKeys(chosen, name),
              (key) => `${kvCommandFor("get", name, ["--raw"])} ${key}`,
            )}
            note="It prints the values alone."
          />
        )}
        {job && <JobView job={job} onCancel={cancel} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose} reason={isRunning ? "Cancel the export first." : undefined}>
            Close
          </Button>
          <Button
            kind="primary"
            isBusy={isRunning}
            onClick={() => exporting.start({ chosen, format: written, withHistory })}
          >
            Export
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
