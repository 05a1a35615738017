"use client";

import { type DragEvent, useState } from "react";
import { controlLook, Field, type FieldProps } from "./field";
import { FileButton } from "./file-button";
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
          <div className="mt-0.5 flex flex-wrap items-center gap-x-1 text-small text-soft">
            <FileButton
              words="Choose a file"
              label={`Choose a file for ${label}`}
              accept={file.accept}
              className="-ml-2"
              onFile={take}
            />
            <span>or drop it above</span>
            <span role="status" className="ml-2 text-ink empty:hidden">
              {said}
            </span>
          </div>
        </>
      )}
    </Field>
  );
}
