"use client";

import { Download } from "lucide-react";
import { toBase64, toFileName, toText } from "@/lib/format/payload";
import { Button } from "./button";
import { Menu } from "./menu";
import type { PayloadReading } from "./payload-reading";
import type { PayloadViewProps } from "./payload-view";
import { saveFile } from "./save-file";
import { useCopy } from "./use-copy";
import { useFormat } from "./use-format";

type Props = {
  bytes: Uint8Array;
  name: string;
  reading: PayloadReading;
  source: PayloadViewProps["source"];
  isKeptElsewhere: boolean;
};

/** How large it is and what, and the ways to take it along. */
export function PayloadHead({ bytes, name, reading, source, isKeptElsewhere }: Props) {
  const format = useFormat();
  const { copied, copy } = useCopy();
  return (
    <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1">
      <span
        className="text-small text-soft tabular-nums"
        title={`${format.exact(bytes.length)} bytes`}
      >
        {source
          ? `${format.bytesText(source.sizeBytes)} · ${source.words} · ${format.bytesText(bytes.length)} to read`
          : `${format.bytesText(bytes.length)} · ${reading.word}`}
      </span>
      <span role="status" className="text-small text-soft">
        {copied.words}
      </span>
      <span className="ml-auto flex items-center">
        <Menu
          label="Copy payload"
          word="Copy"
          items={[
            { label: "As text", onChoose: () => copy(toText(bytes).text) },
            { label: "As base64", onChoose: () => copy(toBase64(bytes)) },
          ]}
        />
        {!isKeptElsewhere && (
          <Button
            kind="quiet"
            aria-label="Download payload"
            onClick={() => save(bytes, toFileName(name, reading.extension))}
          >
            <Download aria-hidden="true" className="size-3.5" />
            Download
          </Button>
        )}
      </span>
    </div>
  );
}

/** As bytes of no kind, so that no program opens it by itself (T39). */
function save(bytes: Uint8Array, fileName: string): void {
  saveFile(new Blob([bytes.slice()], { type: "application/octet-stream" }), fileName);
}
