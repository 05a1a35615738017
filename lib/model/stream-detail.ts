import type { ConsumerSummary } from "./consumers";
import type { Json } from "./json";
import type { StreamExtent } from "./message-page";
import type { StreamSummary } from "./streams";

/** One stream as the server tells it, read when somebody opens it. */
export type StreamDetail = {
  summary: StreamSummary;
  extent?: StreamExtent;
  config: Json;
  state: Json;
  /** The stream that it mirrors, or those that it takes from. */
  origins: StreamOrigin[];
  /** The whole answer. */
  raw: Json;
};

/** Another stream that messages come from. */
export type StreamOrigin = {
  name: string;
  /** Messages that it has and this one has not yet. */
  lag: bigint;
  /** How long ago it was heard of; undefined where it never was. */
  activeMs?: number;
  filterSubject?: string;
  /** Where its API is, where that is not this account's own. */
  externalApi?: string;
  /** Why nothing comes. */
  why?: string;
};

/** One consumer as the server tells it, read when somebody opens it. */
export type ConsumerDetail = {
  summary: ConsumerSummary;
  config: Json;
  /** The whole answer. */
  raw: Json;
};
