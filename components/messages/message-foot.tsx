"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { useFormat } from "@/components/ui/use-format";
import type { MessageRow } from "@/lib/model/message-page";
import type { Exporting } from "./use-export";

const ExportDialog = lazy(async () => ({
  default: (await import("./export-dialog")).ExportDialog,
}));

type Props = {
  stream: string;
  /** What is loaded, or what of it is selected. */
  rows: readonly MessageRow[];
  isSelection: boolean;
  /** What else there is to say of what is loaded. */
  notes: readonly string[];
  /** Which subjects are looked at. */
  filter: string;
  exporting: Exporting;
  onClear: () => void;
};

/** How many messages are loaded or selected, and the way of them, and of others, into a file. */
export function MessageFoot(props: Props) {
  const { stream, rows, isSelection, notes, filter, exporting, onClear } = props;
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);
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
              { label: "JSON lines", onChoose: () => exporting.ofRows(rows, "jsonl") },
              { label: "CSV", onChoose: () => exporting.ofRows(rows, "csv") },
              { label: "Raw payloads", onChoose: () => exporting.ofRows(rows, "raw") },
              { label: "A range of the stream", onChoose: () => setAsking(true) },
            ]}
          />
          {isSelection && (
            <Button kind="quiet" onClick={onClear}>
              Clear selection
            </Button>
          )}
        </span>
      </section>
      {isAsking && (
        <Suspense>
          <ExportDialog
            {...{ stream, rows, isSelection, filter, exporting }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
