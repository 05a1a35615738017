import type { AppError } from "@/lib/errors/app-error";
import type { StreamGroup } from "./streams";

/** A consumer as one reading tells it. */
export type ConsumerSummary = {
  stream: string;
  name: string;
  /** When this was true, by the server's clock; older servers do not say. */
  atMs?: number;
  createdMs?: number;
  description?: string;
  isPull: boolean;
  isDurable: boolean;
  /** Empty: it takes everything. */
  filterSubjects: string[];
  ackPolicy: "none" | "all" | "explicit" | "flow_control";
  deliverPolicy:
    | "all"
    | "last"
    | "new"
    | "last_per_subject"
    | "by_start_sequence"
    | "by_start_time";
  /** Limits; undefined where there is none. */
  ackWaitMs?: number;
  maxAckPending?: number;
  maxDeliver?: number;
  /** Not yet delivered once. */
  pending: bigint;
  /** Delivered, not acknowledged. */
  ackPending: number;
  /** Of these, delivered more than once. */
  redelivered: number;
  /** Open pulls; undefined for a push consumer. */
  waiting?: number;
  /** Whether anybody listens to a push consumer; undefined for a pull consumer. */
  isBound?: boolean;
  delivered: ConsumerPlace;
  ackFloor: ConsumerPlace;
  /** Undefined where it is not paused. */
  pausedUntilMs?: number;
  /** Who holds it, in a cluster. */
  group?: StreamGroup;
};

/** How far a consumer has come: in its stream, and in its own deliveries, which count redeliveries too. */
export type ConsumerPlace = {
  streamSequence: bigint;
  consumerSequence: bigint;
  /** The last time it moved; the server forgets it at a restart. */
  lastActiveMs?: number;
};

/** A consumer as the board knows it. */
export type ConsumerRow = ConsumerSummary & {
  /** Messages not yet delivered: `pending`, under the name that programs ask for. */
  lagMessages: bigint;
  /** Age of the oldest message that was never delivered, 0 where there is none; null where it is not known. */
  lagSeconds: number | null;
  /** Age of the oldest message that is delivered and not acknowledged, 0 where there is none. */
  unackedSeconds: number | null;
  /** It is at least so much: nothing was read to know it exactly. */
  isLagAtLeast: boolean;
  isUnackedAtLeast: boolean;
  /** Messages a second by which the lag grows, over five minutes; null under three samples or after a reset. */
  trendPerSec: number | null;
  /** Until nothing is pending, where it shrinks. */
  etaSeconds: number | null;
  /** Messages a second that come in for it, and that are acknowledged (delivered, where nothing is acknowledged); null is not known. */
  inRate: number | null;
  ackRate: number | null;
  cause?: ConsumerCause;
};

/** Why a consumer is behind, as far as one reading shows it. */
export const consumerCauses = [
  "no-leader",
  "paused",
  "filter-matches-nothing",
  "not-bound",
  "acks-held",
  "nobody-pulls",
] as const;

/** One of the causes. */
export type ConsumerCause = (typeof consumerCauses)[number];

/** Lag in seconds of each minute of the last hour (its highest), the newest last; null is a gap. */
export type LagSpark = (number | null)[];

/** What has changed of the consumers since a revision. A part that is not there has not changed. */
export type ConsumersDelta = {
  revision: string;
  answeredMs: number;
  /** How often is read now; it grows where reading takes long. */
  beatMs: number;
  /** Nothing of what was known before holds. */
  isWhole: boolean;
  asOfMs?: number;
  /** How long the last reading of all took. */
  tookMs?: number;
  error?: AppError;
  /** Who told. */
  by?: ConsumersSource;
  /** Streams whose consumers did not answer: their rows are the last known ones. */
  missing?: string[];
  rows: ConsumerRow[];
  gone: { stream: string; name: string }[];
  /** By `consumerKey`; a consumer without one had no lag for an hour. */
  sparks?: Record<string, LagSpark>;
  /** Where only the worst of all were asked for: of how many. */
  of?: ConsumersCount;
};

/** How many consumers there are, of how many streams, how many of them are behind, and how many have which cause. */
export type ConsumersCount = {
  total: number;
  streams: number;
  behind: number;
  causes: Partial<Record<ConsumerCause, number>>;
};

/** Where the consumers' state was read; by the tab itself where the console doesn't know the connection. */
export type ConsumersSource = "system-account" | "list" | "monitoring" | "tab";

/** The consumers that an overview names, and how many there are. */
export type WorstConsumers = {
  /** The worst first; only those that are behind. */
  worst: ConsumerRow[];
  behind: number;
  total: number;
  /** How often they are read now, which may be more seldom than all else. */
  beatMs: number;
  /** Of the worst, by `consumerKey`. */
  sparks?: Record<string, LagSpark>;
  /** How many have been behind for a while, by what keeps them there. */
  held?: Partial<Record<HeldBy, number>>;
};

/** What keeps a consumer behind: a cause, or that less is taken than comes in. */
export type HeldBy = ConsumerCause | "slow";

/** How much of what its stream takes is for a consumer. */
export type ConsumerReach = "all" | "some" | "none";

/** Neither a stream's nor a consumer's name has a space. */
export function consumerKey({ stream, name }: { stream: string; name: string }): string {
  return `${stream} ${name}`;
}
