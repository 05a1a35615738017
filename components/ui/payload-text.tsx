"use client";

import { useMemo, useRef } from "react";
import { showControls } from "@/lib/format/payload";
import { textOfRow, toTextRows } from "@/lib/format/text-rows";
import { useFormat } from "./use-format";
import { useRowsInSight } from "./use-rows-in-sight";

/** Up to here the browser breaks the lines itself, and a selection is exact. */
const easyLength = 32_768;
const columns = 120;
const rowPx = 20;
const mostRows = 800_000;

/** Text as it is, with marks for what can't be seen; links are only text. */
export function PayloadText({ text, invalid }: { text: string; invalid: number }) {
  const format = useFormat();
  return (
    <>
      {invalid > 0 && (
        <p className="mb-1.5 text-attention text-small">
          {format.exact(invalid)} {invalid === 1 ? "place is" : "places are"} no UTF-8: there stands
          �.
        </p>
      )}
      {text.length <= easyLength ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        <pre tabIndex={0} className={`${look} whitespace-pre-wrap [overflow-wrap:anywhere]`}>
          {showControls(text)}
        </pre>
      ) : (
        <LongText text={text} />
      )}
    </>
  );
}

const look = "max-h-112 overflow-auto font-mono text-small leading-5";

function LongText({ text }: { text: string }) {
  const starts = useMemo(() => toTextRows(text, columns, mostRows), [text]);
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useRowsInSight(box, starts.length, rowPx);
  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <section
      ref={box}
      aria-label="Text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      className={look}
    >
      <div className="relative w-max min-w-full" style={{ height: starts.length * rowPx }}>
        <div className="absolute inset-x-0" style={{ top: first * rowPx }}>
          {rows.map((row) => (
            <div key={row} className="whitespace-pre" style={{ height: rowPx }}>
              {showControls(textOfRow(text, starts, row))}
            </div>
          ))}
        </div>
      </div>
      {starts.length === mostRows && (
        <p className="sticky left-0 text-soft">A download holds all of it.</p>
      )}
    </section>
  );
}
