"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { parseTime } from "@/components/shell/parse-time";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useFormat } from "@/components/ui/use-format";
import { noSequence, parseSequence } from "@/lib/format/parse-sequence";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { overlaps } from "@/lib/roles/subject";

/** A place in a stream, as the address says it. */
export type From = { stream: string | null; seq: bigint | null; time: number | null };

type Props = {
  connectionId: string;
  subjects: readonly string[];
  from: From;
  onFrom: (from: From) => void;
};

type Kind = "now" | "sequence" | "time";

const kinds = [
  { value: "now", label: "Now" },
  { value: "sequence", label: "A stream's sequence" },
  { value: "time", label: "A time, in a stream" },
] as const;

const now: From = { stream: null, seq: null, time: null };

/** From when on: what flows now, or what a stream has stored before. */
export function TailFrom({ connectionId, subjects, from, onFrom }: Props) {
  const format = useFormat();
  const [kind, setKind] = useState<Kind>(kindOf(from));
  const [sequence, setSequence] = useState(from.seq === null ? "" : String(from.seq));
  const [time, setTime] = useState(from.time === null ? "" : toText(from.time));
  const [chosen, setChosen] = useState(from.stream ?? "");
  const [fault, setFault] = useState<string>();
  const streams = useStreamsOf(connectionId, subjects, from.stream);
  const stream = streams.includes(chosen) ? chosen : (streams[0] ?? "");
  const choose = (next: Kind) => {
    setKind(next);
    setFault(undefined);
    if (next === "now") onFrom(now);
  };
  const read = (event: FormEvent) => {
    event.preventDefault();
    const found = toPlace(kind, { sequence, time, zone: format.zone });
    setFault(typeof found === "string" ? found : undefined);
    if (typeof found !== "string") onFrom({ ...now, ...found, stream });
  };
  return (
    <form
      onSubmit={read}
      className="flex flex-wrap items-start gap-x-3 gap-y-2 text-small max-md:w-full"
    >
      <div className="w-48 max-md:w-full">
        <SelectField label="From" value={kind} choices={kinds} onChange={choose} />
      </div>
      {kind !== "now" && streams.length === 0 && (
        <p role="note" className="self-end py-1.5 text-attention">
          No stream stores these subjects, so there is nothing from before to be read.
        </p>
      )}
      {kind !== "now" && streams.length > 0 && (
        <>
          <div className="w-56 max-md:w-full">
            <SelectField
              label="Stream"
              value={stream}
              choices={streams.map((name) => ({ value: name, label: name }))}
              onChange={setChosen}
              hint={streams.length > 1 ? "One at a time: sequences are a stream's own." : undefined}
            />
          </div>
          <div className="w-56 max-md:w-full">
            {kind === "sequence" ? (
              <TextField
                label="Sequence"
                value={sequence}
                onChange={setSequence}
                inputMode="numeric"
                placeholder="1204"
                error={fault}
                className="tabular-nums"
              />
            ) : (
              <TextField
                label="Time"
                value={time}
                onChange={setTime}
                placeholder="2026-11-21 12:03:05"
                error={fault}
                className="tabular-nums"
              />
            )}
          </div>
          <Button type="submit" className="md:mt-[1.4rem]">
            Read from there
          </Button>
        </>
      )}
    </form>
  );
}

function kindOf({ seq, time }: From): Kind {
  if (seq !== null) return "sequence";
  return time === null ? "now" : "time";
}

type Typed = { sequence: string; time: string; zone: string };

/** The place that was typed, or what is wrong with it. */
function toPlace(kind: Kind, { sequence, time, zone }: Typed): Partial<From> | string {
  if (kind === "time") {
    const atMs = parseTime(time, zone);
    return atMs === undefined ? "Such as 2026-11-21 12:03:05, or with a zone." : { time: atMs };
  }
  const seq = parseSequence(sequence);
  return seq === undefined ? noSequence : { seq };
}

/** With its zone, so that it means the same everywhere. */
function toText(atMs: number): string {
  return new Date(atMs).toISOString().replace("T", " ");
}

/** The streams that store any of these subjects. */
function useStreamsOf(
  connectionId: string,
  subjects: readonly string[],
  named: string | null,
): string[] {
  const { data } = useQuery(snapshotQuery(connectionId));
  const streams = data?.snapshot?.streams.value ?? [];
  const names = streams
    .filter((stream) => stream.subjects.some((one) => subjects.some((two) => overlaps(one, two))))
    .map(({ name }) => name);
  return [...new Set(named === null ? names : [...names, named])].sort();
}
