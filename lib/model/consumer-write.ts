import type { ConsumerSummary } from "./consumers";

/** A durable consumer that is to be made; what is undefined is left to the server. */
export type NewConsumer = Pick<
  ConsumerSummary,
  "stream" | "name" | "filterSubjects" | "deliverPolicy"
> & {
  ackPolicy: "explicit" | "all" | "none";
  description?: string | undefined;
  /** Where it pushes to; undefined for one that is pulled. */
  deliverSubject?: string | undefined;
  /** Of several that listen there, each message goes to one. */
  deliverGroup?: string | undefined;
  startSequence?: bigint | undefined;
  startMs?: number | undefined;
  ackWaitNs?: bigint | undefined;
  maxDeliver?: number | undefined;
  maxAckPending?: number | undefined;
};

/** A consumer that was made, and what of it is not as it was asked for: older servers leave out what they don't know. */
export type MadeConsumer = { name: string; differences: string[] };

/** How long a consumer is to rest. */
export type PauseWish = { forNs: bigint } | { untilMs: number };
