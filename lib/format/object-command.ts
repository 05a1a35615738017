import { natsCommand } from "./nats-command";
import { toBase64 } from "./payload";
import { shellCommand } from "./shell-quote";

/** A file as the nats command would be given it. */
type PutFile = {
  name: string;
  fileName: string;
  description: string;
  headers: Record<string, string[]>;
};

/** Stores a file as an object; without the flag it asks before it replaces one. */
export function putCommand(bucket: string, file: PutFile, isReplacing: boolean): string[] {
  const { name, fileName, description, headers } = file;
  return natsCommand(
    ["object", "put"],
    [bucket, fileName],
    [
      // By itself it would take the file's path for the name.
      `--name=${name}`,
      ...(description === "" ? [] : [`--description=${description}`]),
      ...Object.entries(headers).flatMap(([header, values]) =>
        values.map((value) => `--header=${header}:${value}`),
      ),
      ...(isReplacing ? ["--force"] : []),
    ],
  );
}

/** Reads an object into a file of its name. */
export function getCommand(bucket: string, name: string): string[] {
  return natsCommand(["object", "get"], [bucket, name]);
}

/** Removes an object without asking. */
export function deleteCommand(bucket: string, name: string): string[] {
  return natsCommand(["object", "del"], [bucket, name], ["--force"]);
}

/** The same in a loop of a shell; `name` is what stands there for one. */
export function deleteLoopCommand(bucket: string, name: string): string {
  return `${shellCommand(["nats", "object", "del", "--force", "--", bucket])} ${name}`;
}

/** What the object commands can't do: an object's metadata, published anew by hand. */
export function editCommand(prefix: string, info: StoredObject, edit: Omit<Edit, "name">): string {
  return publishMetadata(prefix, { ...info, ...edit }, info.revision);
}

/**
 * The same under another name, then the mark at the old one. That has a nuid of its own: some clients remove the chunks
 * of what they put an object over, also of what is deleted.
 */
export function renameCommand(
  prefix: string,
  info: StoredObject,
  { name, nuid }: { name: string; nuid: string },
): string {
  const changed = { ...info, name };
  const empty = { sizeBytes: 0n, chunks: 0, digest: "", nuid };
  const gone = { ...info, ...empty, isDeleted: true };
  return `${publishMetadata(prefix, changed, 0n)}\n${publishMetadata(prefix, gone, info.revision)}`;
}

/** A link, published by hand; without a nuid Go's client would not read it. */
export function linkCommand(
  prefix: string,
  { bucket, name, link, nuid }: Pick<StoredObject, "bucket" | "name" | "nuid"> & { link: Link },
): string {
  const empty = { description: "", headers: {}, metadata: {}, nuid, digest: "" };
  const nothing = { ...empty, sizeBytes: 0n, chunks: 0, chunkBytes: undefined, isDeleted: false };
  return publishMetadata(prefix, { ...nothing, bucket, name, link }, 0n);
}

type Link = { bucket: string; name?: string };

type Edit = {
  name: string;
  description: string;
  headers: Record<string, string[]>;
  metadata: Record<string, string>;
};

type Metadata = Edit & {
  bucket: string;
  sizeBytes: bigint;
  chunks: number;
  chunkBytes: number | undefined;
  digest: string;
  nuid: string;
  isDeleted: boolean;
  link?: Link;
};

type StoredObject = Metadata & { revision: bigint };

/** `prefix` is that of the store's subjects, `$O.NAME.`; `expected` is the revision that stands there. */
function publishMetadata(prefix: string, info: Metadata, expected: bigint): string {
  const body = JSON.stringify(toJson(info));
  return shellCommand([
    ...["nats", "pub", "--jetstream"],
    // By itself it would fill them in.
    ...(body.includes("{{") ? ["--no-templates"] : []),
    ...["-H", "Nats-Rollup:sub", "-H", `Nats-Expected-Last-Subject-Sequence:${expected}`],
    ...[metadataSubject(prefix, info.name), body],
  ]);
}

/** A name for chunks that are not there, as metadata has one all the same. */
export function createNuid(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => letters[byte % 36]).join(
    "",
  );
}

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** In the order and with the names that Go's client writes. */
function toJson({ link, ...info }: Metadata) {
  const { name, description, headers, metadata, chunkBytes } = info;
  return {
    name,
    ...(description === "" ? {} : { description }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    options: {
      ...(link === undefined ? {} : { link }),
      ...(chunkBytes === undefined ? {} : { max_chunk_size: chunkBytes }),
    },
    ...{ bucket: info.bucket, nuid: info.nuid, size: Number(info.sizeBytes) },
    ...{ mtime: "0001-01-01T00:00:00Z", chunks: info.chunks },
    ...(info.digest === "" ? {} : { digest: info.digest }),
    ...(info.isDeleted ? { deleted: true } : {}),
  };
}

function metadataSubject(prefix: string, name: string): string {
  const base64 = toBase64(new TextEncoder().encode(name));
  return `${prefix}M.${base64.replaceAll("+", "-").replaceAll("/", "_")}`;
}
