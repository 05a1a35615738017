"use client";

import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { FileButton } from "@/components/ui/file-button";
import { PayloadView } from "@/components/ui/payload-view";
import { useFormat } from "@/components/ui/use-format";
import { placeInText, type TextFault } from "@/lib/format/json-fault";
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
  reasonAgainstShape,
  reshape,
} from "./entry-draft";
import { KvCommandNote } from "./kv-command-note";
import type { EntryWrite } from "./use-entry-write";
import { ValueEditor, type ValueEditorHandle } from "./value-editor";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry | null;
  draft: Draft;
  writing: EntryWrite;
  reason: string | undefined;
  onDraft: (draft: Draft | undefined) => void;
};

/** A value while it is changed. Saved, it is compared with the revision that was opened. */
export function EntryEdit(props: Props) {
  const { connectionId, bucket, entryKey, draft, writing, reason, onDraft } = props;
  const { base, content } = draft;
  const format = useFormat();
  const handle = useRef<ValueEditorHandle>(null);
  const [isDiscarding, setDiscarding] = useState(false);
  const [isText, setText] = useState(false);
  const production = useProduction(connectionId, { does: "save it" });
  const late = useDeferredValue(content);
  const fault = useMemo(() => faultOf(late), [late]);
  const changed = isChanged(draft);
  const bytes = bytesOf(content);
  const take = (next: DraftContent) => onDraft({ base, content: next });
  const saveReason =
    reason ??
    (changed ? undefined : "Nothing is changed.") ??
    whyNotSaved(content, fault, isText || !wasJson(base)) ??
    production.reason;
  const save = () => {
    if (saveReason !== undefined || bytes === undefined || writing.isBusy) return;
    writing.write({
      change: { kind: "put", value: bytes },
      was: base,
      onStored: () => onDraft(undefined),
    });
  };
  const leave = () => (changed ? setDiscarding(true) : onDraft(undefined));
  const layOut = (layout: "indented" | "short") => {
    if (content.shape !== "text") return;
    const text = layOutJson(content.text, layout);
    if (text !== undefined) take({ shape: "text", text });
  };
  const upload = async (file: File | undefined) => {
    if (!file) return;
    take({ shape: "file", name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  const isJson = content.shape === "text" && /^\s*[[{]/.test(content.text);
  const names = { bucket: bucket.settings.name, key: entryKey, prefix: bucket.prefix };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor that bubble up from any of its parts
    <div
      className="grid min-w-0 gap-3"
      onKeyDown={(event) => {
        if (event.key !== "s" || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        save();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          isBusy={writing.isBusy}
          reason={saveReason}
          onClick={save}
          title="Save (Ctrl+S or ⌘S)"
        >
          Save
        </Button>
        <Button onClick={leave}>Discard</Button>
        {isJson && (
          <>
            <Button
              kind="quiet"
              reason={fault && "It is no JSON yet."}
              onClick={() => layOut("indented")}
            >
              Format
            </Button>
            <Button
              kind="quiet"
              reason={fault && "It is no JSON yet."}
              onClick={() => layOut("short")}
            >
              Minify
            </Button>
          </>
        )}
        <ShapeSwitch content={content} bytes={bytes} onTake={take} />
        <FileButton words="Upload value" onFile={upload} />
        <span className="ml-auto text-small text-soft tabular-nums">
          {bytes && `${format.bytesText(bytes.length)} · `}
          {base ? `opened at revision ${format.exact(base.revision)}` : "a new key"}
        </span>
      </div>
      {content.shape === "file" ? (
        <section aria-label="Value" className="grid gap-2">
          <p className="break-words text-small text-soft">From {content.name}</p>
          <PayloadView bytes={content.bytes} name={entryKey} />
        </section>
      ) : (
        <ValueEditor
          key={content.shape}
          label="Value"
          isFirst
          handle={handle}
          text={content.text}
          faultAt={fault?.at}
          onChange={(text) => take({ shape: content.shape, text })}
          onSave={save}
          onLeave={leave}
        />
      )}
      {fault && content.shape !== "file" && (
        <FaultNote fault={fault} text={content.text} onGo={() => handle.current?.goTo(fault.at)} />
      )}
      {fault && content.shape === "text" && wasJson(base) && (
        <CheckField
          label="Save it although it is no JSON"
          hint="What reads this key may expect JSON, as it was before."
          isChecked={isText}
          onChange={setText}
        />
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
  mayBeText: boolean,
): string | undefined {
  if (!fault) return undefined;
  if (content.shape === "hex") return "These are no bytes yet.";
  return mayBeText ? undefined : "It is no JSON any more.";
}

function wasJson(base: KvEntry | null): boolean {
  const { text, invalid } = toText(bytesOfEntry(base));
  return invalid === 0 && /^\s*[[{]/.test(text) && layOutJson(text, "short") !== undefined;
}

type SwitchProps = {
  content: DraftContent;
  bytes: Uint8Array | undefined;
  onTake: (content: DraftContent) => void;
};

function ShapeSwitch({ content, bytes, onTake }: SwitchProps) {
  const other = content.shape === "text" ? "hex" : "text";
  const reason = bytes ? reasonAgainstShape(bytes, other) : "These are no bytes yet.";
  return (
    <Button kind="quiet" reason={reason} onClick={() => bytes && onTake(reshape(bytes, other))}>
      Edit as {other}
    </Button>
  );
}

type NoteProps = { fault: TextFault; text: string; onGo: () => void };

function FaultNote({ fault, text, onGo }: NoteProps) {
  const { line, column } = placeInText(text, fault.at);
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 text-small">
      <span>
        <span aria-hidden="true" className="text-trouble">
          ✕{" "}
        </span>
        Line {line}, column {column}: {fault.why}
      </span>
      <Button kind="quiet" onClick={onGo}>
        Go to line {line}
      </Button>
    </p>
  );
}
