import type { MessageRow, PageStart, StreamExtent } from "./message-page";

/** What is looked for in subject, headers and payload; a test of JSON looks at the payload alone. */
export type SearchExpression = {
  by: "text" | "regex" | "json";
  text: string;
  /** Upper and lower case are different letters. */
  isCaseExact: boolean;
};

/** Which messages of a stream are looked at, and from where on. */
export type SearchOrder = {
  stream: string;
  /** A subject, maybe with wildcards; `>` is all. */
  filter: string;
  expression: SearchExpression;
  isOldestFirst: boolean;
  start: PageStart;
  /** How far it had come before; it goes on from there. */
  at: bigint | undefined;
  /** Somebody said yes to reading this much. */
  isCostAccepted: boolean;
  /** Hits beyond these are only counted. */
  mostRows: number;
};

/** How far a search has come. */
export type SearchProgress = {
  extent: StreamExtent;
  /** Where it began, and where it goes on; behind the end once nothing is left. */
  from: bigint;
  next: bigint;
  /** Messages that were looked at, and what came over the wire for them. */
  messages: number;
  bytes: number;
  hits: number;
  /** About so much is left. */
  leftMessages: number;
  leftBytes: number;
  /** By the last seconds; undefined before anything was read. */
  leftMs: number | undefined;
};

/** What it does, or why it does no more. */
export type SearchState =
  | { state: "opening" }
  | { state: "scanning" }
  /** It goes on by itself. */
  | { state: "waiting"; why: string }
  /** It would read so much that somebody has to say yes. */
  | { state: "costly" }
  /** The expression took too long on a message at or behind this one. */
  | { state: "slow"; sequence: bigint }
  | { state: "faulty"; why: string }
  | { state: "stopped" }
  | { state: "done" };

/** What the page is told of a search. */
export type SearchFrame = {
  state: SearchState;
  progress: SearchProgress | undefined;
  /** Hits that were not told before, in the order in which they are shown. */
  rows: MessageRow[];
};
