import type { AppError } from "@/lib/errors/app-error";

/** What is listened to. */
export type TailOrder = {
  subjects: readonly string[];
  /** Shares the messages with whoever else is in the group: they get those no more that come here. */
  queue?: string | undefined;
  /** Reads what a stream has stored, then goes on with what it stores; without it, what flows is listened to. */
  from?: TailFrom | undefined;
};

/** A place in a stream. */
export type TailFrom = { stream: string; at: { sequence: bigint } | { timeNs: bigint } };

/** What the list takes in; what it leaves out is counted all the same. */
export type TailSettings = {
  filter: TailFilter | undefined;
  /** Leaves out inboxes and NATS's own subjects, unless one is named. */
  hidesNoise: boolean;
  /** The list is as long as this. */
  keepRows: number;
  isPaused: boolean;
};

/** What a message must hold, in its subject, headers or payload; a test of JSON looks into the payload alone. */
export type TailFilter = { kind: "text" | "regex" | "json"; text: string };

/** What somebody looks at: no more than this is told. */
export type TailView = {
  /** The newest row on top; undefined follows. */
  anchorNo: number | undefined;
  /** Rows below the anchor, and how many. */
  first: number;
  count: number;
  /** Branches of the tree that are unfolded. */
  open: readonly string[];
  /** The branch whose rate is drawn. */
  branch: string | undefined;
};

/** Where every message went: `received` is the sum of all the others. */
export type TailCounts = {
  received: number;
  /** Of headers and payloads. */
  receivedBytes: number;
  listed: number;
  /** Too many at once, or too quick for the filter: only counted. */
  skipped: number;
  /** Looked at, and not what the filter asks for. */
  filtered: number;
  hidden: number;
  /** Came while the list was paused. */
  paused: number;
};

/** One line of the list. */
export type TailRow = TailMessageRow | TailGap;

/** A message, as much of it as a line shows. */
export type TailMessageRow = {
  kind: "message";
  no: number;
  atMs: number;
  sequence?: bigint;
  subject: string;
  sizeBytes: number;
  headers: number;
  preview: string;
};

/** A time without a connection: what was published then did not come. */
export type TailGap = { kind: "gap"; no: number; fromMs: number; toMs: number; why: string };

/** A branch of the tree of subjects, with all below it. */
export type TailBranch = {
  /** Its subject, or what its subjects begin with. */
  path: string;
  name: string;
  depth: number;
  count: number;
  /** Undefined before there are two readings. */
  perSec: number | undefined;
  isOpen: boolean;
  children: number;
  /** Children that are not told. */
  more: number;
};

/** Messages a second; null where nobody listened. */
export type TailRates = {
  atMs: number[];
  all: (number | null)[];
  /** Of which branch; of none, or of one that is not there, there is nothing. */
  of: string | undefined;
  branch: (number | null)[];
};

/** Whether it listens. */
export type TailState =
  | { state: "opening" }
  | { state: "listening"; sinceMs: number }
  /** So many stored messages are still to be read. */
  | { state: "reading"; stream: string; next: bigint; left: bigint }
  /** All is read up to the sequence that comes next; the stream ends at `last`. */
  | { state: "following"; stream: string; next: bigint; last: bigint }
  | { state: "away"; sinceMs: number | undefined; why: string };

/** What the page is told, at most ten times a second. */
export type TailFrame = {
  state: TailState;
  /** Since when is counted. */
  countedSinceMs: number;
  counts: TailCounts;
  /** Of those that came while it is paused now. */
  pausedNow: number;
  kept: { rows: number; bytes: number };
  rows: TailRow[];
  /** What the rows were asked by. */
  view: Pick<TailView, "anchorNo" | "first">;
  /** The newest row, whichever are told. */
  newestNo: number | undefined;
  /** Rows from the anchor on, and those that are newer. */
  total: number;
  newer: number;
  tree: TailBranch[];
  subjects: { count: number; isFull: boolean };
  refused: { subject: string; error: AppError }[];
  /** Subjects that another one takes in. */
  covered: { subject: string; by: string }[];
  filterProblem: string | undefined;
  rates: TailRates;
};

/** A message that is kept. */
export type TailMessage = {
  no: number;
  atMs: number;
  /** In the stream that it was read from. */
  sequence?: bigint;
  subject: string;
  reply: string;
  headers: [name: string, values: string[]][];
  /** Of a very big one only the beginning. */
  body: Uint8Array;
  bodyBytes: number;
};
