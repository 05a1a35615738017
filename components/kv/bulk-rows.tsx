"use client";

import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { Segments } from "@/components/ui/segments";
import { DataTable } from "@/components/ui/table/data-table";
import { useFormat } from "@/components/ui/use-format";
import { formatFileName } from "@/lib/format/file-name";
import type { BulkRowList, BulkWhich } from "@/lib/model/kv-bulk";
import type { BulkSession } from "@/lib/queries/kv-bulk";
import { bulkColumns } from "./bulk-columns";
import { useOwnView } from "./use-own-view";

/** What can be chosen to be listed. */
export type BulkPart = { which: BulkWhich; label: string; count: number };

type Props = {
  session: BulkSession;
  parts: readonly BulkPart[];
  isFile: boolean;
  /** What the file with all of them is called. */
  fileName: string;
};

/** More are in the file that can be downloaded. */
const mostRows = 10_000;

/** The keys of a plan by what would become of them, or of a run by what became of them. */
export function BulkRows({ session, parts, isFile, fileName }: Props) {
  const format = useFormat();
  const [chosen, setWhich] = useState<BulkWhich>();
  const shown = parts.filter(({ count }) => count > 0);
  const which = shown.find((part) => part.which === chosen)?.which ?? shown[0]?.which;
  if (which === undefined) return null;
  const download = async () => saveFile(await session.report(), formatFileName(fileName, "jsonl"));
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Segments
          label="Listed"
          value={which}
          choices={shown.map((part) => ({
            value: part.which,
            label: `${part.label} ${format.exact(part.count)}`,
          }))}
          onChange={setWhich}
        />
        <Button kind="quiet" onClick={() => void download()}>
          Download the report
        </Button>
      </div>
      <Listing key={which} session={session} which={which} isFile={isFile} />
    </div>
  );
}

type ListingProps = { session: BulkSession; which: BulkWhich; isFile: boolean };

function Listing({ session, which, isFile }: ListingProps) {
  const format = useFormat();
  const view = useOwnView();
  const [listed, setListed] = useState<BulkRowList>();
  useEffect(() => {
    let isOn = true;
    void session.list(which, mostRows).then((answer) => {
      if (isOn && answer.ok) setListed(answer.value);
    });
    return () => {
      isOn = false;
    };
  }, [session, which]);
  const columns = useMemo(() => bulkColumns(format, { which, isFile }), [format, which, isFile]);
  return (
    <>
      <div className="min-w-0 **:[.isolate]:max-h-[max(10rem,34dvh)]">
        <DataTable
          name="Keys of the job"
          noun="key"
          rows={listed?.rows}
          columns={columns}
          rowId={(row) => String(row.no)}
          view={view}
          emptyFace={null}
        />
      </div>
      {listed !== undefined && listed.total > listed.rows.length && (
        <p className="text-small text-soft">
          The first {format.exact(listed.rows.length)} of {format.exact(listed.total)} are listed;
          the report has them all.
        </p>
      )}
    </>
  );
}
