/** A stored message as a row of a list. */
export type MessageRow = {
  sequence: bigint;
  subject: string;
  timeNs: bigint;
  sizeBytes: number;
  headers: [name: string, values: string[]][];
  /** The first bytes on one line. */
  preview: MessagePreview;
  /** The whole body where it is small; a bigger one is asked for. */
  body?: Uint8Array;
};

/** What the first bytes of a body look like. */
export type MessagePreview = { kind: "json" | "text" | "binary" | "empty"; text: string };

/** From where a stream is read; `before` goes back from a sequence, itself included, `after` on from one. */
export type PageStart =
  | { from: "newest" }
  | { from: "first" }
  | { from: "before"; sequence: bigint }
  | { from: "after"; sequence: bigint }
  | { from: "time"; timeNs: bigint };

/** How far a stream reaches. */
export type StreamExtent = {
  first: bigint;
  last: bigint;
  messages: bigint;
  bytes: bigint;
  /** How many subjects it holds; older servers do not say. */
  subjects?: number;
  firstNs?: bigint;
  lastNs?: bigint;
  allowDirect: boolean;
  /** How many messages the filter matches, where NATS was asked. */
  matches?: bigint;
};

/** What is asked of a stream: some messages from a place on. */
export type PageQuery = {
  start: PageStart;
  /** A subject, maybe with wildcards; `>` is all. */
  filter: string;
  count: number;
  /** As the page before told it, so that it is not asked for again. */
  extent?: StreamExtent;
  /** As it was a moment ago: good for a guess, which spares a request where it is right. */
  hint?: StreamExtent;
};

/** Messages one after the other, by sequence. */
export type MessagePage = {
  rows: MessageRow[];
  /** Where reading goes on towards older ones; undefined where there are none. */
  older?: bigint;
  /** Where it goes on towards newer ones, also those that are yet to come. */
  newer: bigint;
  /** How many are known to follow; at least. */
  waiting: bigint;
  /** Fewer came than were asked for, because they are big. */
  isCutByBytes: boolean;
  extent: StreamExtent;
};

/** The newest message of each subject. */
export type LastOfSubjects = {
  /** By sequence. */
  rows: MessageRow[];
  /** How many subjects match; only so many are read at once. */
  subjects: number;
  extent: StreamExtent;
};

/** What NATS can tell of a consumer and one message, and no more. */
export type ConsumerPosition = {
  name: string;
  state: "other-subject" | "below-floor" | "not-delivered" | "in-between";
  acknowledges: boolean;
  ackFloor: bigint;
  delivered: bigint;
};

/** Where a stream's consumers are; of very many only the first. */
export type ConsumerPositions = { consumers: ConsumerPosition[]; total: number };

/** Which values are asked for: of these messages, at these paths. */
export type PickQuery = { sequences: readonly bigint[]; paths: readonly string[] };
