/** A stream as a row of a list. */
export type StreamSummary = {
  name: string;
  /** When this state was true, by the server's clock; older servers do not say. */
  atMs?: number;
  subjects: string[];
  retention: "limits" | "interest" | "workqueue";
  storage: "file" | "memory";
  messages: bigint;
  bytes: bigint;
  firstSequence: bigint;
  lastSequence: bigint;
  /** Undefined where it holds none. */
  firstMessageMs?: number;
  /** Undefined for a stream that never held a message. */
  lastMessageMs?: number;
  consumers: number;
  description?: string;
  createdMs?: number;
  /** How many subjects it holds messages of. */
  subjectCount?: number;
  /** Limits; undefined where there is none. */
  maxMessages?: bigint;
  maxBytes?: bigint;
  maxAgeMs?: number;
  maxMessagesPerSubject?: bigint;
  maxMessageBytes?: number;
  maxConsumers?: number;
  /** What happens at a limit: the oldest go, or new ones are refused. */
  discard: "old" | "new";
  isSealed: boolean;
  replicas: number;
  /** Who holds it, in a cluster. */
  group?: StreamGroup;
  mirrorOf?: string;
  sources?: string[];
  /** Messages are read from it without its leader. */
  allowDirect?: boolean;
  /** Blocks of its file are packed (2.10). */
  isCompressed?: boolean;
  /** A message may have a time to live of its own (2.11). */
  hasMessageTtl?: boolean;
  /** How long a marker stays that the server leaves for what went (2.11). */
  markerTtlMs?: number;
  /** What it mirrors is of another account or domain. */
  isMirrorOfElsewhere?: boolean;
  /** What is published to its subjects may be stored under others. */
  isTransformed?: boolean;
};

/** The servers that hold a stream; without a leader it takes and gives nothing. */
export type StreamGroup = {
  leader?: string;
  followers: { name: string; isCurrent: boolean; isOffline: boolean; lag: bigint }[];
};

/** A stream with what flows into it, as the collector knows it. */
export type StreamRow = StreamSummary & {
  /** Messages a second over the last beat; null where it is not known. */
  inRate: number | null;
  /** The mean of each half minute of the last quarter of an hour, the newest last; null is a gap. */
  trend: (number | null)[];
};
