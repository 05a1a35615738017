"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FileButton } from "@/components/ui/file-button";
import { TextArea } from "@/components/ui/text-area";
import { useFormat } from "@/components/ui/use-format";
import { indentJson } from "@/lib/format/json-indent";
import type { PayloadFile } from "@/lib/model/publish-draft";

/** No server takes more by its usual settings. */
const largestFileBytes = 64 * 1024 * 1024;

type Props = {
  label: string;
  text: string;
  file: PayloadFile | undefined;
  onChange: (changes: { payload?: string; file?: PayloadFile | undefined }) => void;
};

/** A payload as text, or a file whose bytes are left alone. */
export function PayloadField({ label, text, file, onChange }: Props) {
  const format = useFormat();
  const [said, setSaid] = useState("");
  const take = async (taken: File | undefined) => {
    if (!taken) return;
    if (taken.size > largestFileBytes) {
      setSaid(`${taken.name} is larger than ${format.bytesText(largestFileBytes)}.`);
      return;
    }
    onChange({ file: { name: taken.name, bytes: new Uint8Array(await taken.arrayBuffer()) } });
    setSaid(`${taken.name} was read.`);
  };
  const sizeBytes = new TextEncoder().encode(text).length;
  const indented = indentJson(text);
  return (
    <div className="min-w-0">
      {file ? (
        <section aria-label={label}>
          <p className="mb-1 font-medium text-small">{label}</p>
          <p className="flex min-h-10 flex-wrap items-center gap-x-3 rounded-md border border-line bg-raised px-2.5">
            <span className="min-w-0 break-words font-mono text-small">{file.name}</span>
            <span className="text-small text-soft">
              {format.bytesText(file.bytes.length)}, sent byte for byte
            </span>
            <Button
              kind="quiet"
              className="ml-auto"
              onClick={() => {
                onChange({ file: undefined });
                setSaid("");
              }}
            >
              Remove file
            </Button>
          </p>
        </section>
      ) : (
        <TextArea
          label={label}
          rows={6}
          className="min-h-32 max-h-96"
          value={text}
          onChange={(payload) => onChange({ payload })}
        />
      )}
      <div className="mt-1 flex flex-wrap items-center gap-x-2 text-small text-soft">
        {!file && (
          <span className="tabular-nums">
            {format.bytesText(sizeBytes)}
            {jsonWords(text, indented)}
          </span>
        )}
        <span className="ml-auto flex items-center">
          {!file && (
            <Button
              kind="quiet"
              reason={indented === undefined ? "The payload is no JSON." : undefined}
              onClick={() => onChange({ payload: indented ?? text })}
            >
              Format JSON
            </Button>
          )}
          <FileButton words="From a file" onFile={take} />
        </span>
        <span role="status" className="sr-only">
          {said}
        </span>
      </div>
    </div>
  );
}

function jsonWords(text: string, indented: string | undefined): string {
  if (indented !== undefined) return " · JSON";
  return /^\s*[[{]/.test(text) ? " · no valid JSON" : "";
}
