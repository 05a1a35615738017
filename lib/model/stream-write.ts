import type { StreamSummary } from "./streams";

/** A stream that is to be made; what is undefined has no limit. */
export type NewStream = Pick<StreamSummary, "name" | "subjects" | "retention" | "storage"> & {
  discard: "old" | "new";
  replicas: number;
  maxMessages?: bigint | undefined;
  maxBytes?: bigint | undefined;
  maxAgeNs?: bigint | undefined;
};

/** Which messages of a stream are to go; all, where nothing is said. */
export type PurgeWish = {
  /** Only those of this subject, maybe with wildcards. */
  subject?: string | undefined;
  /** All but the newest. */
  keep?: bigint | undefined;
  /** Those before this sequence. */
  before?: bigint | undefined;
};
