"use client";

import { useRef } from "react";
import { toHexLine } from "@/lib/format/hex";
import { useFormat } from "./use-format";
import { useIsNarrow } from "./use-is-narrow";
import { useRowsInSight } from "./use-rows-in-sight";

const rowPx = 20;
/** Browsers can't make a box as high as more lines would need. */
const mostLines = 800_000;

/** Bytes line by line; of any number, those in sight are drawn. */
export function PayloadHex({ bytes }: { bytes: Uint8Array }) {
  const format = useFormat();
  const width = useIsNarrow() ? 8 : 16;
  const count = Math.min(mostLines, Math.ceil(bytes.length / width));
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useRowsInSight(box, count, rowPx);
  const lines = Array.from({ length: end - first }, (_, index) =>
    toHexLine(bytes, (first + index) * width, width),
  );
  return (
    <>
      <section
        ref={box}
        aria-label="Bytes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        tabIndex={0}
        className="max-h-112 overflow-auto font-mono text-small"
      >
        <div className="relative w-max min-w-full" style={{ height: count * rowPx }}>
          <div className="absolute inset-x-0" style={{ top: first * rowPx }}>
            {lines.map((line) => (
              <div
                key={line.offset}
                className="flex gap-4 whitespace-pre leading-5"
                style={{ height: rowPx }}
              >
                <span className="text-soft">{line.offset}</span>
                <span>{line.hex}</span>
                <span className="text-soft">{line.letters}</span>
              </div>
            ))}
          </div>
        </div>
      </section>
      {count * width < bytes.length && (
        <p className="mt-1 text-small text-soft">
          The first {format.bytesText(count * width)}; a download holds all.
        </p>
      )}
    </>
  );
}
