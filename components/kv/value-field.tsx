"use client";

import { type ReactNode, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FileButton } from "@/components/ui/file-button";
import { PayloadView } from "@/components/ui/payload-view";
import { useFormat } from "@/components/ui/use-format";
import { placeInText, type TextFault } from "@/lib/format/json-fault";
import { layOutJson } from "@/lib/format/json-layout";
import { bytesOf, type DraftContent, reasonAgainstShape, reshape } from "./entry-draft";
import { ValueEditor, type ValueEditorHandle } from "./value-editor";

type Props = {
  content: DraftContent;
  fault: TextFault | undefined;
  onTake: (content: DraftContent) => void;
  onSave: () => void;
  onLeave: () => void;
  /** The editor takes the focus when it appears. */
  isFirst?: boolean;
  /** What stands before the ways to change it, and at the end of that line. */
  children?: ReactNode;
  aside?: ReactNode;
};

/** A value as text, as hex digits or from a file, whichever it can be without loss. */
export function ValueField(props: Props) {
  const { content, fault, onTake, onSave, onLeave, isFirst = false, children, aside } = props;
  const handle = useRef<ValueEditorHandle>(null);
  const isJson = content.shape === "text" && /^\s*[[{]/.test(content.text);
  const layOut = (layout: "indented" | "short") => {
    if (content.shape !== "text") return;
    const text = layOutJson(content.text, layout);
    if (text !== undefined) onTake({ shape: "text", text });
  };
  const upload = async (file: File | undefined) => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    onTake({ shape: "file", name: file.name, bytes });
  };
  const notYet = fault && "It is no JSON yet.";
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
        {children}
        {isJson && (
          <>
            <Button kind="quiet" reason={notYet} onClick={() => layOut("indented")}>
              Format
            </Button>
            <Button kind="quiet" reason={notYet} onClick={() => layOut("short")}>
              Minify
            </Button>
          </>
        )}
        <ShapeSwitch content={content} onTake={onTake} />
        <FileButton words="Upload value" onFile={upload} />
        <span className="ml-auto text-small text-soft tabular-nums">
          <SizeOf content={content} /> {aside}
        </span>
      </div>
      {content.shape === "file" ? (
        <section aria-label="Value" className="grid gap-2">
          <p className="break-words text-small text-soft">From {content.name}</p>
          <PayloadView bytes={content.bytes} name={content.name} />
        </section>
      ) : (
        <ValueEditor
          key={content.shape}
          label="Value"
          isFirst={isFirst}
          handle={handle}
          text={content.text}
          faultAt={fault?.at}
          onChange={(text) => onTake({ shape: content.shape, text })}
          onSave={onSave}
          onLeave={onLeave}
        />
      )}
      {fault && content.shape !== "file" && (
        <FaultNote fault={fault} text={content.text} onGo={() => handle.current?.goTo(fault.at)} />
      )}
    </div>
  );
}

function SizeOf({ content }: { content: DraftContent }) {
  const format = useFormat();
  const size = useMemo(() => bytesOf(content)?.length, [content]);
  return size === undefined ? null : format.bytesText(size);
}

type SwitchProps = { content: DraftContent; onTake: (content: DraftContent) => void };

function ShapeSwitch({ content, onTake }: SwitchProps) {
  const bytes = useMemo(() => bytesOf(content), [content]);
  const choices = (["text", "hex"] as const).filter((shape) => shape !== content.shape);
  return choices.map((shape) => {
    const reason = bytes ? reasonAgainstShape(bytes, shape) : "These are no bytes yet.";
    return (
      <Button
        key={shape}
        kind="quiet"
        reason={reason}
        onClick={() => bytes && onTake(reshape(bytes, shape))}
      >
        Edit as {shape}
      </Button>
    );
  });
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
