/** An object of a store, by its metadata; what it holds is read apart. */
export type ObjectInfo = {
  bucket: string;
  name: string;
  description: string;
  sizeBytes: bigint;
  chunks: number;
  /** `SHA-256=` and the hash, as it was stored; empty for a link. */
  digest: string;
  /** Names the chunks; each time the object is written they get a new one. */
  nuid: string;
  /** The metadata's own sequence and time: the object's last change. */
  revision: bigint;
  timeNs: bigint;
  isDeleted: boolean;
  /** Another object, or a whole bucket, that this one stands for. */
  link?: { bucket: string; name?: string };
  headers: Record<string, string[]>;
  metadata: Record<string, string>;
};
