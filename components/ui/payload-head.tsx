"use client";

import { Download } from "lucide-react";
import { toBase64, toFileName, toText } from "@/lib/format/payload";
import { Button } from "./button";
import { Menu } from "./menu";
import type { PayloadReading } from "./payload-reading";
import { useCopy } from "./use-copy";
import { useFormat } from "./use-format";

type Props = { bytes: Uint8Array; name: string; reading: PayloadReading };

/** How large it is and what, and the ways to take it along. */
export function PayloadHead({ bytes, name, reading }: Props) {
  const format = useFormat();
  const { copied, copy } = useCopy();
  return (
    <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1">
      <span
        className="text-small text-soft tabular-nums"
        title={`${format.exact(bytes.length)} bytes`}
      >
        {format.bytesText(bytes.length)} · {reading.word}
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
        <Button
          kind="quiet"
          aria-label="Download payload"
          onClick={() => save(bytes, toFileName(name, reading.extension))}
        >
          <Download aria-hidden="true" className="size-3.5" />
          Download
        </Button>
      </span>
    </div>
  );
}

/** As bytes of no kind, so that no program opens it by itself (T39). */
function save(bytes: Uint8Array, fileName: string): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
