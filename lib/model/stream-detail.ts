import type { Json } from "./json";
import type { StreamSummary } from "./streams";

/** One stream as the server tells it, read when somebody opens it. */
export type StreamDetail = {
  summary: StreamSummary;
  config: Json;
  state: Json;
  /** The whole answer. */
  raw: Json;
};

/** One consumer as the server tells it. */
export type ConsumerDetail = {
  stream: string;
  name: string;
  isPull: boolean;
  isDurable: boolean;
  description?: string;
  filterSubjects: string[];
  ackPolicy: "none" | "all" | "explicit" | "flow_control";
  pending: bigint;
  ackPending: number;
  redelivered: number;
  waiting: number;
  raw: Json;
};
