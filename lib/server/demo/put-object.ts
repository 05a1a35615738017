import { createHash, randomBytes } from "node:crypto";
import type { JetStreamClient } from "@nats-io/jetstream";
import { headers } from "@nats-io/nats-core";
import { encodeBase64Url } from "@/lib/nats/base64url";

/** What is said of an object; what it holds is apart. */
export type Label = {
  bucket: string;
  name: string;
  description: string;
  contentType?: string;
  metadata?: Record<string, string>;
};

/** Where an object leads that holds nothing itself: another one, or a whole store. */
export type LinkTarget = { bucket: string; name?: string };

/** An object's metadata as its message's body. */
type Meta = Record<string, unknown>;

/**
 * Puts an object as the CLI does, and answers what names its chunks. The client library can't name one outside of
 * Latin-1.
 */
export async function putObject(
  client: JetStreamClient,
  label: Label,
  content: Uint8Array,
  chunkBytes: number,
): Promise<string> {
  const nuid = newNuid();
  const chunks = await putChunks(client, label.bucket, nuid, content, chunkBytes);
  await putMeta(client, label, {
    options: { max_chunk_size: chunkBytes },
    ...{ nuid, chunks, size: content.length },
    digest: `SHA-256=${encodeBase64Url(createHash("sha256").update(content).digest())}`,
  });
  return nuid;
}

/** Puts bytes that no object names, as an upload does that ends too early. */
export async function putChunks(
  client: JetStreamClient,
  bucket: string,
  nuid: string,
  content: Uint8Array,
  chunkBytes: number,
): Promise<number> {
  let chunks = 0;
  for (let at = 0; at < content.length; at += chunkBytes) {
    await client.publish(`$O.${bucket}.C.${nuid}`, content.subarray(at, at + chunkBytes));
    chunks += 1;
  }
  return chunks;
}

/** Puts a name that stands for another object. */
export async function putLink(
  client: JetStreamClient,
  label: Label,
  target: LinkTarget,
): Promise<void> {
  await putMeta(client, label, { options: { link: target }, nuid: newNuid(), size: 0, chunks: 0 });
}

/** Puts what stays of an object that was deleted. */
export async function putMarker(client: JetStreamClient, label: Label): Promise<void> {
  await putMeta(client, label, { nuid: newNuid(), size: 0, chunks: 0, digest: "", deleted: true });
}

/** The subject of an object's metadata. */
export function metaSubject(bucket: string, name: string): string {
  return `$O.${bucket}.M.${encodeBase64Url(Buffer.from(name, "utf8"))}`;
}

/** A name for chunks, in the length and letters that clients use. */
export function newNuid(): string {
  return randomBytes(11).toString("hex").toUpperCase();
}

async function putMeta(client: JetStreamClient, label: Label, rest: Meta): Promise<void> {
  const { bucket, name, description, contentType, metadata } = label;
  const body = {
    ...{ name, description, bucket, mtime: "0001-01-01T00:00:00Z" },
    ...(contentType && { headers: { "Content-Type": [contentType] } }),
    ...(metadata && { metadata }),
    ...rest,
  };
  const lines = headers();
  lines.set("Nats-Rollup", "sub");
  await client.publish(metaSubject(bucket, name), JSON.stringify(body), { headers: lines });
}
