"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup } from "@/components/ui/radio-group";
import { Segments } from "@/components/ui/segments";
import { SubjectField } from "@/components/ui/subject-field";
import { TextField } from "@/components/ui/text-field";
import { useFormat } from "@/components/ui/use-format";
import type { ExportFormat, ExportRange } from "@/lib/model/message-export";
import type { MessageRow } from "@/lib/model/message-page";
import { parseRange, type RangeDraft, type RangeFaults } from "./parse-range";
import type { Exporting } from "./use-export";

type Props = {
  stream: string;
  rows: readonly MessageRow[];
  isSelection: boolean;
  filter: string;
  exporting: Exporting;
  onClose: () => void;
};

const formats: { value: ExportFormat; label: string; hint: string }[] = [
  { value: "jsonl", label: "JSON lines", hint: "One object a message. Binary payloads in base64." },
  { value: "csv", label: "CSV", hint: "For spreadsheets. Binary payloads in base64." },
  {
    value: "raw",
    label: "Raw payloads",
    hint: "Each payload, then a line end, as nats sub --raw prints them. For text without line ends.",
  },
];

const rules = { wildcards: true, reserved: true };

/** Asks which messages go into a file, and how they are written. */
export function ExportDialog(props: Props) {
  const { stream, rows, isSelection, filter: shown, exporting, onClose } = props;
  const format = useFormat();
  const [what, setWhat] = useState<"rows" | "range">("range");
  const [written, setWritten] = useState<ExportFormat>("jsonl");
  const [filter, setFilter] = useState(shown);
  const [draft, setDraft] = useState<RangeDraft>({ by: "sequence", from: "", to: "" });
  const [faults, setFaults] = useState<RangeFaults>({});
  const start = (event: FormEvent) => {
    event.preventDefault();
    if (what === "rows") {
      exporting.ofRows(rows, written);
      onClose();
      return;
    }
    const parsed = parseRange(draft, format.zone);
    setFaults(parsed.ok ? {} : parsed.faults);
    if (!parsed.ok) return;
    const range: ExportRange = parsed.range;
    exporting.ofRange(range, filter, written);
    onClose();
  };
  const word = isSelection ? "Selected" : "Loaded";
  return (
    <Dialog title={`Export messages of ${stream}`} onClose={onClose}>
      <form onSubmit={start} className="mt-4 grid gap-4">
        <Segments
          label="Messages"
          value={what}
          choices={[
            { value: "range", label: "A range of the stream" },
            { value: "rows", label: `${word}, ${format.exact(rows.length)}` },
          ]}
          onChange={setWhat}
        />
        {what === "range" && (
          <RangeFields draft={draft} faults={faults} onChange={setDraft}>
            <SubjectField
              label="Subject"
              value={filter === ">" ? [] : [filter]}
              onChange={(subjects) => setFilter(subjects.at(-1) ?? ">")}
              rules={rules}
              known={[]}
              placeholder="All, or orders.*.created"
            />
          </RangeFields>
        )}
        <RadioGroup label="Written as" value={written} choices={formats} onChange={setWritten} />
        <p className="text-small text-soft">
          Read by direct gets or message gets: nothing in NATS changes. A file ends at 2 GiB.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            reason={exporting.job?.state === "running" ? "An export is running." : undefined}
          >
            Export
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type RangeProps = {
  draft: RangeDraft;
  faults: RangeFaults;
  onChange: (draft: RangeDraft) => void;
  children: React.ReactNode;
};

function RangeFields({ draft, faults, onChange, children }: RangeProps) {
  const bySequence = draft.by === "sequence";
  const example = bySequence ? "1204" : "2026-11-21 12:03:05";
  return (
    <div className="grid gap-3">
      <Segments
        label="By"
        value={draft.by}
        choices={[
          { value: "sequence", label: "Sequence" },
          { value: "time", label: "Time" },
        ]}
        onChange={(by) => onChange({ by, from: "", to: "" })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          data-first=""
          label="From"
          hint="Empty: the first"
          value={draft.from}
          onChange={(from) => onChange({ ...draft, from })}
          error={faults.from}
          placeholder={example}
          className="tabular-nums"
        />
        <TextField
          label="To"
          hint="Empty: the last there is now"
          value={draft.to}
          onChange={(to) => onChange({ ...draft, to })}
          error={faults.to}
          className="tabular-nums"
        />
      </div>
      {children}
    </div>
  );
}
