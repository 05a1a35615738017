"use client";

import { type FormEvent, useState } from "react";
import { parseTime } from "@/components/shell/parse-time";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useFormat } from "@/components/ui/use-format";
import { noSequence, parseSequence } from "@/lib/format/parse-sequence";
import type { MessagesView } from "./use-view";

const nsPerMs = 1_000_000n;

/** Leads to a sequence or a time. */
export function GoTo({ view }: { view: MessagesView }) {
  const format = useFormat();
  const [sequence, setSequence] = useState("");
  const [time, setTime] = useState("");
  const [fault, setFault] = useState<{ sequence?: string; time?: string }>({});
  const goToSequence = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseSequence(sequence);
    setFault(parsed === undefined ? { sequence: noSequence } : {});
    if (parsed !== undefined) view.showFrom({ from: "before", sequence: parsed });
  };
  const goToTime = (event: FormEvent) => {
    event.preventDefault();
    const atMs = parseTime(time, format.zone);
    setFault(atMs === undefined ? { time: "Such as 2026-11-21 12:03:05, or with a zone." } : {});
    if (atMs !== undefined) view.showFrom({ from: "time", timeNs: BigInt(atMs) * nsPerMs });
  };
  return (
    <>
      <form onSubmit={goToSequence} className="flex items-end gap-1.5">
        <TextField
          label="Sequence"
          value={sequence}
          onChange={setSequence}
          error={fault.sequence}
          inputMode="numeric"
          className="w-28! tabular-nums"
        />
        <Button type="submit" aria-label="Go to sequence">
          Go
        </Button>
      </form>
      <form onSubmit={goToTime} className="flex items-end gap-1.5">
        <TextField
          label="Time"
          value={time}
          onChange={setTime}
          error={fault.time}
          placeholder="2026-11-21 12:03:05"
          className="w-48! tabular-nums"
        />
        <Button type="submit" aria-label="Go to time">
          Go
        </Button>
      </form>
    </>
  );
}
