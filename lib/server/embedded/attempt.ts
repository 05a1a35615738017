/** Where a nats-server may come from, in the order of trying. */
export type SourceName = "environment" | "path" | "cache" | "official release" | "Debian's archive";

/** What became of one source: one line for whoever reads the terminal. */
export type Attempt = {
  source: SourceName;
  outcome: "used" | "skipped" | "failed";
  detail: string;
};

/** A binary that answered, or why a source has none. */
export type SourceResult =
  | { outcome: "used"; path: string; version: string; detail: string }
  | { outcome: "skipped" | "failed"; detail: string };

/** Environment variables, of this process or a made-up one. */
export type Environment = Record<string, string | undefined>;

/** How far a download is. */
export type Progress = {
  source: SourceName;
  step: string;
  doneBytes?: number;
  totalBytes?: number;
};
