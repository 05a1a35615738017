import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { showControls } from "@/lib/format/payload";
import type { BulkRow, BulkWhich } from "@/lib/model/kv-bulk";
import { fateWords, nextWords, nowWords, outcomeWords } from "./bulk-words";

/** Which rows are listed, and of which kind of job. */
type Listed = { which: BulkWhich; isFile: boolean };

/** The columns of a part of a plan, or of what became of it: only those that say something there. */
export function bulkColumns(format: Format, { which, isFile }: Listed): Column<BulkRow>[] {
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
      cell: (row) => (row.key === "" ? <Nameless row={row} /> : <MiddleCut text={row.key} />),
      text: ({ key }) => key,
    },
    ...(isFile ? [line] : []),
    ...columnsOf(which, format),
  ];
}

function columnsOf(which: BulkWhich, format: Format): Column<BulkRow>[] {
  const now = words("now", "Now", (row) => nowWords(row.now, format));
  const outcome: Column<BulkRow> = {
    ...words("outcome", "Outcome", (row) => outcomeWords(row, format)),
    ...{ width: 300, small: "below" },
    cell: (row) => (
      <Mark isFailed={row.outcome?.state === "failed" || row.fate === "refused"}>
        {outcomeWords(row, format)}
      </Mark>
    ),
  };
  switch (which) {
    case "refused":
      return [{ ...outcome, head: "Why" }];
    case "same":
      return [now, { ...outcome, head: "Why" }];
    case "failed":
    case "done":
    case "left":
      return [planColumn, { ...now, head: "Was" }, ...(which === "left" ? [] : [outcome])];
    default: {
      const next = words("next", "Would become", (row) => nextWords(row, format));
      // A narrow screen has no column for what is there now.
      const both = (row: BulkRow) => `${nowWords(row.now, format)} → ${nextWords(row, format)}`;
      const cell = (row: BulkRow, isBelow: boolean) => (
        <Line text={isBelow ? both(row) : nextWords(row, format)} />
      );
      return [now, { ...next, width: 240, small: "below", cell }];
    }
  }
}

const planColumn: Column<BulkRow> = {
  ...{ id: "plan", head: "Was to", width: 84, small: "beside" },
  sortBy: ({ fate }) => fateWords[fate],
  cell: ({ fate }) => fateWords[fate],
  text: ({ fate }) => fateWords[fate],
};

/** What could not be read has no key. */
function Nameless({ row }: { row: BulkRow }) {
  return <span className="text-soft">{row.line === undefined ? "–" : `line ${row.line}`}</span>;
}

function words(id: string, head: string, text: (row: BulkRow) => string): Column<BulkRow> {
  return {
    ...{ id, head, width: 170 },
    cell: (row) => <Line text={text(row)} />,
    text,
  };
}

function Line({ text }: { text: string }) {
  const shown = showControls(text);
  return (
    <span className="block truncate" title={shown}>
      {shown.replace(/\s+/g, " ")}
    </span>
  );
}

function Mark({ isFailed, children }: { isFailed: boolean; children: string }) {
  return (
    <span className={`block truncate ${isFailed ? "text-trouble" : ""}`} title={children}>
      {isFailed && <span aria-hidden="true">✕ </span>}
      {children}
    </span>
  );
}
