"use client";

import { type DragEvent, useRef, useState } from "react";
import { Button } from "./button";
import { controlLook, Field, type FieldProps } from "./field";
import { useUnwrittenValue } from "./unwritten-value";

/** Which files a field takes, and how large. */
export type FileRules = { accept: string; maxBytes: number };

type Props = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  file: FileRules;
  /** Dots on the screen instead of letters. */
  isSecret?: boolean;
};

/** Text of several lines that is pasted, or read here in the browser from a file that is chosen or dropped. */
export function FileField({ label, hint, error, value, onChange, file, isSecret }: Props) {
  const control = useUnwrittenValue<HTMLTextAreaElement>(value);
  const [isOver, setOver] = useState(false);
  const [said, setSaid] = useState("");
  const take = async (taken: File | undefined) => {
    if (!taken) return;
    if (taken.size > file.maxBytes) {
      setSaid(`${taken.name} is larger than ${file.maxBytes / 1024} KiB: it is something else.`);
      return;
    }
    onChange(await taken.text());
    setSaid(`${taken.name} was read.`);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(tie) => (
        <>
          <textarea
            {...tie}
            rows={3}
            autoComplete="off"
            spellCheck={false}
            ref={control}
            defaultValue=""
            onChange={(event) => onChange(event.target.value)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            className={`${controlLook} resize-y py-1.5 font-mono text-small ${isSecret ? "[-webkit-text-security:disc]" : ""} ${isOver ? "outline-2 outline-accent outline-dashed" : ""}`}
          />
          <Chooser label={label} accept={file.accept} said={said} onFile={take} />
        </>
      )}
    </Field>
  );
}

type ChooserProps = {
  label: string;
  accept: string;
  said: string;
  onFile: (file: File | undefined) => Promise<void>;
};

function Chooser({ label, accept, said, onFile }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-1 text-small text-soft">
      <Button
        kind="quiet"
        className="-ml-2"
        aria-label={`Choose a file for ${label}`}
        onClick={() => input.current?.click()}
      >
        Choose a file
      </Button>
      <span>or drop it above</span>
      <span role="status" className="ml-2 text-ink empty:hidden">
        {said}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          void onFile(event.target.files?.[0]);
          // The same file chosen again is read again.
          event.target.value = "";
        }}
      />
    </div>
  );
}
