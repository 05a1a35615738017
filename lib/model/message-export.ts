/** What messages are written as: lines of JSON or CSV, or the payloads alone, a line each. */
export type ExportFormat = "jsonl" | "csv" | "raw";

/** Which part of a stream; without an end, up to the last message there is when it begins. */
export type ExportRange =
  | { by: "sequence"; from: bigint; to?: bigint }
  | { by: "time"; fromNs: bigint; toNs?: bigint };

/** What is to be written. */
export type ExportOrder = {
  connectionId: string;
  stream: string;
  /** A subject, maybe with wildcards; `>` is all. */
  filter: string;
  range: ExportRange;
  format: ExportFormat;
};

/** The next piece of the file, and how far it has come. */
export type ExportPart = {
  bytes: Uint8Array;
  /** By sequence: where it began, where it is, where it ends. */
  from: bigint;
  reachedTo: bigint;
  to: bigint;
};

/** What was written. */
export type ExportEnd = {
  messages: number;
  sizeBytes: number;
  /** How many payloads are no text; counted where they stand raw. */
  binary: number;
  /** The file is full: from here on, the rest is another one. */
  goesOnFrom?: bigint;
};
