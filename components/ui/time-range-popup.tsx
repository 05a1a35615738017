"use client";

import { useEffect, useRef, useState } from "react";
import { toFieldText, toMoment } from "@/lib/format/field-time";
import { Button } from "./button";
import { TextField } from "./text-field";
import type { PickedRange } from "./time-range-picker";
import { useFormat } from "./use-format";

type Props = {
  range: { fromMs: number; toMs: number };
  /** The span of a live view. */
  spanMs: number | undefined;
  spansMs: number[];
  onChange: (range: PickedRange) => void;
};

/** The spans on offer, and two fields for moments by the reader's clock. */
export function TimeRangePopup({ range, spanMs, spansMs, onChange }: Props) {
  const { zone, duration } = useFormat();
  const [from, setFrom] = useState(() => toFieldText(range.fromMs, zone));
  const [to, setTo] = useState(() => toFieldText(range.toMs, zone));
  const [error, setError] = useState<string>();
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector("button")?.focus(), []);
  const apply = () => {
    const fromMs = toMoment(from, zone);
    const toMs = toMoment(to, zone);
    if (fromMs === undefined || toMs === undefined) setError("Both moments are needed");
    else if (fromMs >= toMs) setError("The end is not after the beginning");
    else onChange({ kind: "fixed", fromMs, toMs });
  };
  return (
    <div
      role="dialog"
      aria-label="Time range"
      className="absolute top-full right-0 z-20 mt-1 w-[min(20rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-3 shadow-lg"
    >
      <div ref={first} className="flex flex-wrap gap-1">
        {spansMs.map((span) => (
          <Button
            key={span}
            kind="quiet"
            aria-pressed={span === spanMs}
            className={span === spanMs ? "bg-hover" : ""}
            onClick={() => onChange({ kind: "live", spanMs: span })}
          >
            Last {duration(span)}
          </Button>
        ))}
      </div>
      <form
        className="mt-3 grid gap-3 border-line border-t pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextField label="From" type="datetime-local" step={1} value={from} onChange={setFrom} />
        <TextField
          label="To"
          type="datetime-local"
          step={1}
          value={to}
          onChange={setTo}
          error={error}
          hint={`Times are ${zone}`}
        />
        <Button type="submit">Show this range</Button>
      </form>
    </div>
  );
}
