/** A message as it stands among the bytes that came. It is the same object for all of them: read it at once. */
export type TailWire = {
  bytes: Uint8Array;
  subjectAt: number;
  subjectEnd: number;
  /** Where there is no reply subject, both are the same. */
  replyAt: number;
  replyEnd: number;
  /** Headers, then payload. */
  dataAt: number;
  dataEnd: number;
  headerBytes: number;
  /** Where it was read from a stream. */
  stored?: { sequence: bigint; timeNs: bigint };
};
