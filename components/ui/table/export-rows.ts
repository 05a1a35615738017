import { type ExportValue, formatCsvLine, formatJsonLine } from "@/lib/format/csv";
import type { Column } from "./column";

/** What a file of rows is written in. */
export type ExportFormat = "jsonl" | "csv";

/** Rows written between two looks at the clock, and how long it may take before the page is drawn again. */
const sliceRows = 200;
const sliceMs = 8;

type Options<Row> = {
  format: ExportFormat;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** Rows as a file; undefined where it was called off. The page goes on being drawn meanwhile. */
export async function exportRows<Row>(options: Options<Row>): Promise<Blob | undefined> {
  const { format, rows, columns, onProgress, signal } = options;
  const parts = format === "csv" ? [formatCsvLine(columns.map(({ head }) => head))] : [];
  let sinceMs = performance.now();
  for (let at = 0; at < rows.length; at += sliceRows) {
    if (signal.aborted) return undefined;
    const slice = rows.slice(at, at + sliceRows);
    parts.push(slice.map((row) => formatRow(row, columns, format)).join(""));
    if (performance.now() - sinceMs < sliceMs) continue;
    onProgress(at / rows.length);
    await new Promise((settle) => setTimeout(settle));
    sinceMs = performance.now();
  }
  const type = format === "csv" ? "text/csv;charset=utf-8" : "application/x-ndjson";
  return new Blob(parts, { type });
}

function formatRow<Row>(row: Row, columns: readonly Column<Row>[], format: ExportFormat): string {
  const values = columns.map(({ value, text }): ExportValue => (value ?? text)(row));
  if (format === "csv") return formatCsvLine(values);
  return formatJsonLine(columns.map(({ id }, index) => [id, values[index]] as const));
}
