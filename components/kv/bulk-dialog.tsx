"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CliScript } from "@/components/ui/cli-script";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { keysLoop, kvCommandFor } from "@/lib/format/kv-loop";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { BulkJob, ChosenKeys } from "@/lib/model/kv-bulk";
import { chosenWords, toLoopKeys } from "./bulk-ask";
import { OverChoice } from "./bulk-over";
import { BulkSteps } from "./bulk-steps";
import { BulkTarget } from "./bulk-target";
import { BulkTtl } from "./bulk-ttl";
import { keysWords } from "./bulk-words";
import { useBulk } from "./use-bulk";

/** What the buttons of a selection begin. */
export type BulkKind = "delete" | "purge" | "ttl" | "copy";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  chosen: ChosenKeys;
  kind: BulkKind;
  onClose: (wasRun: boolean) => void;
};

const titles: Readonly<Record<BulkKind, (bucket: string) => string>> = {
  delete: (bucket) => `Delete keys of ${bucket}`,
  purge: (bucket) => `Purge keys of ${bucket}`,
  ttl: (bucket) => `Set TTL of keys of ${bucket}`,
  copy: (bucket) => `Copy keys of ${bucket}`,
};

/** Asks what is still to be known, looks at every key, shows what would be done, and does it. */
export function BulkDialog({ connectionId, bucket, chosen, kind, onClose }: Props) {
  const format = useFormat();
  const { name } = bucket.settings;
  // Of these there is nothing more to be asked.
  const first = kind === "delete" || kind === "purge" ? { kind, chosen } : undefined;
  const bulk = useBulk(connectionId, name, first);
  const { state, plan, reset } = bulk;
  const [isOver, setOver] = useState(false);
  const [to, setTo] = useState("");
  const title = titles[kind](name);
  const isRunning = state.step === "running";
  const begin = (job: BulkJob) => {
    if (job.kind === "copy") setTo(job.to);
    plan(job);
  };
  const words = chosenWords(chosen, format);
  return (
    <Dialog isWide title={title} onClose={() => !isRunning && onClose(state.step === "ended")}>
      {state.step === "asked" && (
        <div className="mt-3 grid gap-4">
          <p className="break-words text-soft">{introduction(kind, words)}</p>
          {kind === "ttl" && (
            <BulkTtl
              bucket={bucket}
              onSpan={(ttlNs) => begin({ kind, chosen, ttlNs })}
              onCancel={() => onClose(false)}
            />
          )}
          {kind === "copy" && (
            <BulkTarget
              connectionId={connectionId}
              bucket={name}
              onTarget={(target) => begin({ kind, chosen, to: target })}
              onCancel={() => onClose(false)}
            />
          )}
          {state.error && <Problem words={describeError(state.error)} />}
          {(kind === "delete" || kind === "purge") && (
            <div className="flex justify-end gap-2">
              <Button onClick={() => onClose(false)}>Cancel</Button>
              <Button kind="primary" onClick={() => begin({ kind, chosen })}>
                Look at the keys again
              </Button>
            </div>
          )}
        </div>
      )}
      <BulkSteps
        {...{ connectionId, bulk, kind, title, onClose }}
        isOverwriting={kind !== "copy" || isOver}
      >
        {state.step === "planned" && kind === "copy" && state.plan.ttlsLost > 0 && (
          <p className="text-attention text-small">
            {keysWords(state.plan.ttlsLost, format)} with a time to live: the copies have none of
            their own.
          </p>
        )}
        <Choice kind={kind} bucket={to} isOver={isOver} onOver={setOver} />
        <Same kind={kind} bucket={name} chosen={chosen} to={to} />
        {state.step === "planned" && (kind === "ttl" || kind === "copy") && (
          <div>
            <Button kind="quiet" onClick={reset}>
              Back
            </Button>
          </div>
        )}
      </BulkSteps>
    </Dialog>
  );
}

function introduction(kind: BulkKind, words: string): string {
  switch (kind) {
    case "ttl":
      return `The value of ${words} is written anew, with a time to live: it makes a new revision.`;
    case "copy":
      return `The values of ${words} go to another bucket, byte for byte. Histories stay where they are.`;
    default:
      return `Of ${words} is looked at what stands there. Nothing is sent yet.`;
  }
}

type ChoiceProps = {
  kind: BulkKind;
  bucket: string;
  isOver: boolean;
  onOver: (isOver: boolean) => void;
};

/** What becomes of keys that have another value already. */
function Choice({ kind, bucket, isOver, onOver }: ChoiceProps) {
  if (kind !== "copy") return null;
  return <OverChoice bucket={bucket} isOver={isOver} onOver={onOver} />;
}

type SameProps = { kind: BulkKind; bucket: string; chosen: ChosenKeys; to: string };

const unlike = "Unlike here, it does not compare with the revision that was seen.";

/** The same by the nats command, key by key. */
function Same({ kind, bucket, chosen, to }: SameProps) {
  if (kind === "ttl") return null;
  const keys = toLoopKeys(chosen, bucket);
  const isFromFile =
    keys === "file" || ("keys" in keys && keysLoop(keys, String).includes("keys.txt"));
  const note = isFromFile ? `keys.txt has the keys, one a line. ${unlike}` : unlike;
  const bodyOf = (key: string) => {
    if (kind !== "copy") {
      return `${kvCommandFor(kind === "delete" ? "del" : "purge", bucket, ["--force"])} ${key}`;
    }
    return `${kvCommandFor("get", bucket, ["--raw"])} ${key} | ${kvCommandFor("put", to, [])} ${key}`;
  };
  return <CliScript text={keysLoop(keys, bodyOf)} note={note} />;
}
