import { jetstream } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";

/** Stores chunks as an upload does: all of one name, of these sizes. */
export async function putChunks(
  nc: NatsConnection,
  bucket: string,
  nuid: string,
  sizes: readonly number[],
): Promise<void> {
  const js = jetstream(nc);
  for (const size of sizes) await js.publish(`$O.${bucket}.C.${nuid}`, new Uint8Array(size));
}

/** What is said of an object. */
export type Metadata = {
  name: string;
  nuid?: string;
  size?: number;
  chunks?: number;
  chunkBytes?: number;
  isDeleted?: boolean;
  link?: { bucket: string; name?: string };
};

/** Stores an object's metadata in the place of what was said of it before, as Go's client does. */
export async function putMetadata(
  nc: NatsConnection,
  bucket: string,
  { name, nuid = "", size = 0, chunks = 0, chunkBytes, isDeleted, link }: Metadata,
): Promise<void> {
  const encoded = Buffer.from(name).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  const rollup = headers();
  rollup.set("Nats-Rollup", "sub");
  const said = {
    ...{ name, bucket, nuid, size, chunks, mtime: "0001-01-01T00:00:00Z" },
    options: { max_chunk_size: chunkBytes, link },
    ...(isDeleted && { deleted: true }),
  };
  const subject = `$O.${bucket}.M.${encoded}`;
  await jetstream(nc).publish(subject, JSON.stringify(said), { headers: rollup });
}
