import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { showControls } from "@/lib/format/payload";
import type { BulkRow } from "@/lib/model/kv-bulk";
import { fateWords, nextWords, nowWords, outcomeWords } from "./bulk-words";

/** The columns of a plan, and of what became of it. */
export function bulkColumns(format: Format, isFile: boolean): Column<BulkRow>[] {
  const line: Column<BulkRow> = {
    ...{ id: "line", head: "Line", align: "end", width: 72 },
    sortBy: ({ line: at }) => at,
    cell: ({ line: at }) => (at === undefined ? "" : format.exact(at)),
    text: ({ line: at }) => String(at ?? ""),
    value: ({ line: at }) => at,
  };
  return [
    {
      ...{ id: "key", head: "Key", width: 200, isRowHeader: true },
      sortBy: ({ key }) => key,
      cell: ({ key }) => <MiddleCut text={key} />,
      text: ({ key }) => key,
    },
    ...(isFile ? [line] : []),
    {
      ...{ id: "plan", head: "Would", width: 84, small: "beside" },
      sortBy: ({ fate }) => fateWords[fate],
      cell: ({ fate }) => fateWords[fate],
      text: ({ fate }) => fateWords[fate],
    },
    words("now", "Now", (row) => nowWords(row.now, format)),
    words("next", "Would become", (row) => nextWords(row, format)),
    {
      ...words("outcome", "Outcome", (row) => outcomeWords(row, format)),
      small: "below",
      width: 240,
      cell: (row) => (
        <Mark isFailed={row.outcome?.state === "failed" || row.fate === "refused"}>
          {outcomeWords(row, format)}
        </Mark>
      ),
    },
  ];
}

function words(id: string, head: string, text: (row: BulkRow) => string): Column<BulkRow> {
  return {
    ...{ id, head, width: 170 },
    cell: (row) => (
      <span className="block truncate" title={showControls(text(row))}>
        {showControls(text(row)).replace(/\s+/g, " ")}
      </span>
    ),
    text,
  };
}

function Mark({ isFailed, children }: { isFailed: boolean; children: string }) {
  return (
    <span className={`block truncate ${isFailed ? "text-trouble" : ""}`} title={children}>
      {isFailed && <span aria-hidden="true">✕ </span>}
      {children}
    </span>
  );
}
