"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { useFormat } from "@/components/ui/use-format";
import type { TextFault } from "@/lib/format/json-fault";
import { layOutJson } from "@/lib/format/json-layout";
import { writeCommand } from "@/lib/format/kv-command";
import { toText } from "@/lib/format/payload";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { DiscardDialog } from "./entry-discard";
import {
  bytesOf,
  bytesOfEntry,
  type Draft,
  type DraftContent,
  faultOf,
  isChanged,
} from "./entry-draft";
import { KvCommandNote } from "./kv-command-note";
import type { EntryWrite } from "./use-entry-write";
import { ValueField } from "./value-field";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  /** What the key is now. */
  entry: KvEntry | null;
  draft: Draft;
  writing: EntryWrite;
  /** Why nothing is written here. */
  reason: string | undefined;
  onDraft: (draft: Draft | undefined) => void;
};

/** A value while it is changed. Saved, it is compared with the revision that was opened. */
export function EntryEdit(props: Props) {
  const { connectionId, bucket, entryKey, entry, draft, writing, reason, onDraft } = props;
  const { base, content } = draft;
  const format = useFormat();
  const [isDiscarding, setDiscarding] = useState(false);
  const [mayBreak, setMayBreak] = useState(false);
  const production = useProduction(connectionId, { does: "save it" });
  const late = useDeferredValue(content);
  const fault = useMemo(() => faultOf(late), [late]);
  const wasJson = useMemo(() => isJson(base), [base]);
  const changed = isChanged(draft);
  const bytes = bytesOf(content);
  const against = [
    reason,
    changed ? undefined : "Nothing is changed.",
    whyNotSaved(content, fault, mayBreak || !wasJson),
    production.reason,
  ].find((why) => why !== undefined);
  const save = () => {
    if (against !== undefined || bytes === undefined || writing.isBusy) return;
    writing.write({
      change: { kind: "put", value: bytes },
      was: base,
      onSettled: () => onDraft(undefined),
    });
  };
  const leave = () => (changed ? setDiscarding(true) : onDraft(undefined));
  const names = { bucket: bucket.settings.name, key: entryKey, prefix: bucket.prefix };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that bubble up from any of its parts
    <div
      className="grid min-w-0 gap-3"
      onKeyDown={(event) => {
        if (event.key !== "s" || !(event.metaKey || event.ctrlKey) || event.defaultPrevented)
          return;
        event.preventDefault();
        save();
      }}
    >
      <ValueField
        isFirst
        {...{ content, fault }}
        onTake={(next) => onDraft({ base, content: next })}
        onSave={save}
        onLeave={leave}
        aside={base && `· opened at revision ${format.exact(base.revision)}`}
      >
        <Button
          kind="primary"
          isBusy={writing.isBusy}
          reason={against}
          onClick={save}
          title="Save (Ctrl+S, ⌘S)"
        >
          Save
        </Button>
        <Button className="mr-1" onClick={leave}>
          Discard
        </Button>
      </ValueField>
      {fault && content.shape === "text" && wasJson && (
        <CheckField
          label="Save it although it is no JSON"
          hint="What reads this key may expect JSON, as it was before."
          isChecked={mayBreak}
          onChange={setMayBreak}
        />
      )}
      {entry?.revision !== base?.revision && (
        <p className="text-small text-attention">
          {entry
            ? `The key is at revision ${format.exact(entry.revision)} now`
            : "The key is gone now"}
          : what you save is merged with that.
        </p>
      )}
      {production.check}
      {bytes && changed && (
        <KvCommandNote command={writeCommand(names, bytes, { revision: base?.revision ?? 0n })} />
      )}
      {isDiscarding && (
        <DiscardDialog
          entryKey={entryKey}
          onClose={() => setDiscarding(false)}
          onDiscard={() => onDraft(undefined)}
        />
      )}
    </div>
  );
}

function whyNotSaved(
  content: DraftContent,
  fault: TextFault | undefined,
  mayBreak: boolean,
): string | undefined {
  if (!fault) return undefined;
  if (content.shape === "hex") return "These are no bytes yet.";
  return mayBreak ? undefined : "It is no JSON any more.";
}

function isJson(base: KvEntry | null): boolean {
  const { text, invalid } = toText(bytesOfEntry(base));
  return invalid === 0 && /^\s*[[{]/.test(text) && layOutJson(text, "short") !== undefined;
}
