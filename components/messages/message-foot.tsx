"use client";

import { Button } from "@/components/ui/button";
import { JobView } from "@/components/ui/job-view";
import { Menu } from "@/components/ui/menu";
import { saveFile } from "@/components/ui/save-file";
import { useFormat } from "@/components/ui/use-format";
import { useJob } from "@/components/ui/use-job";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatFileName } from "@/lib/format/file-name";
import type { ExportFormat } from "@/lib/model/message-export";
import type { MessageRow } from "@/lib/model/message-page";
import { readMessage } from "@/lib/queries/messages";
import { exportMessages } from "./export-messages";

type Props = {
  connectionId: string;
  stream: string;
  /** What is loaded, or what of it is selected. */
  rows: readonly MessageRow[];
  isSelection: boolean;
  /** What else there is to say of what is loaded. */
  notes: readonly string[];
  onClear: () => void;
};

/** How many messages are loaded or selected, and the way of them into a file. */
export function MessageFoot({ connectionId, stream, rows, isSelection, notes, onClear }: Props) {
  const format = useFormat();
  const { job, run, cancel, dismiss } = useJob(reportOf);
  const start = (written: ExportFormat) =>
    run({ title: "Export messages", unit: "messages", totalUnits: rows.length }, async (teller) => {
      const file = await exportMessages({
        ...{ format: written, rows, signal: teller.signal, onProgress: teller.tell },
        getBody: async ({ sequence }) =>
          (await readMessage(connectionId, stream, { sequence, whole: true }))?.body,
      });
      if (!file) return undefined;
      saveFile(file, formatFileName(stream, written));
      return `Saved as ${formatFileName(stream, written)}, ${format.bytesText(file.size)}.`;
    });
  const word = isSelection ? "selected" : "loaded";
  return (
    <>
      <section
        aria-label={isSelection ? "Selection" : "Loaded messages"}
        className={`flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 text-small ${isSelection ? "border-line border-t bg-select" : "text-soft"}`}
      >
        <span role="status" className="tabular-nums">
          {format.exact(rows.length)} {rows.length === 1 ? "message" : "messages"} {word}
        </span>
        {notes.map((note) => (
          <span key={note} className="tabular-nums">
            {note}
          </span>
        ))}
        <span className="ml-auto flex items-center">
          <Menu
            label={isSelection ? "Export selected" : "Export loaded"}
            word={isSelection ? "Export selected" : "Export"}
            items={[
              { label: "JSON lines", onChoose: () => start("jsonl") },
              { label: "CSV", onChoose: () => start("csv") },
            ]}
          />
          {isSelection && (
            <Button kind="quiet" onClick={onClear}>
              Clear selection
            </Button>
          )}
        </span>
      </section>
      {job && <JobView job={job} onCancel={cancel} onDismiss={dismiss} />}
    </>
  );
}

/** What a query rejects with is an error as data. */
function reportOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "kind" in error) {
    const { title, detail } = describeError(error as AppError);
    return `${title}. ${detail}`;
  }
  return String(error);
}
