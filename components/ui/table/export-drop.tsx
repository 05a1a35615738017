"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { useFormat } from "@/components/ui/use-format";
import { formatFileName } from "@/lib/format/file-name";
import type { Column } from "./column";
import { Drop } from "./drop";
import { type ExportFormat, exportRows } from "./export-rows";

type Props<Row> = {
  label: string;
  name: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
};

/** Takes rows away as a file: the columns shown, in their order. */
export function ExportDrop<Row>({ label, name, rows, columns }: Props<Row>) {
  const { exact, percent } = useFormat();
  const [share, setShare] = useState<number>();
  const running = useRef<AbortController>(undefined);
  const start = async (format: ExportFormat) => {
    const own = new AbortController();
    running.current = own;
    setShare(0);
    const { signal } = own;
    const written = columns.filter(({ isOnlySeen }) => !isOnlySeen);
    const file = await exportRows({ format, rows, columns: written, onProgress: setShare, signal });
    if (file) saveFile(file, formatFileName(name, format));
    setShare(undefined);
  };
  if (share !== undefined) {
    return (
      <span className="flex items-center gap-2">
        <span className="text-soft text-small tabular-nums">Exporting, {percent(share)}</span>
        <Button kind="quiet" className="max-md:h-10" onClick={() => running.current?.abort()}>
          Cancel
        </Button>
      </span>
    );
  }
  return (
    <Drop label={label}>
      <p className="px-2 pb-1 text-soft text-tiny">
        {exact(rows.length)} {rows.length === 1 ? "row" : "rows"}, the columns shown
      </p>
      <Choice word="JSON lines" onChoose={() => void start("jsonl")} />
      <Choice word="CSV" onChoose={() => void start("csv")} />
    </Drop>
  );
}

function Choice({ word, onChoose }: { word: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
        onChoose();
      }}
      className="block w-full rounded px-2 py-1.5 text-left hover:bg-hover max-md:min-h-10"
    >
      {word}
    </button>
  );
}
