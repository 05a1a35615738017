/** A stored message, as it is shown. */
export type Message = {
  subject: string;
  sequence: bigint;
  timeNs: bigint;
  headers: [name: string, values: string[]][];
  /** Of a big one only the beginning, until it is asked for whole. */
  body: Uint8Array;
  /** How big the body truly is. */
  sizeBytes: number;
};
