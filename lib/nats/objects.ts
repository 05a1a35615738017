import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ObjectInfo } from "@/lib/model/objects";
import { encodeBase64Url } from "./base64url";
import { readSubject } from "./object-chunks";
import { getObjectInfo, inWords, type ObjectStore, openObjectStore } from "./object-info";
import { createSha256, type Sha256 } from "./sha256";

/** Who takes an object's bytes. */
export type GetObjectOptions = {
  /** Before the first chunk: what is coming. */
  onInfo?: (info: ObjectInfo) => void;
  /** A view that is valid only now; a promise is waited for before the next. */
  onChunk: (chunk: Uint8Array) => void | Promise<void>;
  signal?: AbortSignal;
  /** What hashes them: outside of browsers there is a quicker one. */
  createHash?: () => Sha256;
};

/** An object, and where its chunks are. */
export type FoundObject = { store: ObjectStore; info: ObjectInfo };

/**
 * Reads an object from its first byte to its last, a few MiB at a time. Only the result says that it is whole: what
 * was handed on before must not be offered to anybody until then.
 */
export async function getObject(
  nc: NatsConnection,
  bucket: string,
  name: string,
  { onInfo, ...options }: GetObjectOptions,
): Promise<Reading<ObjectInfo>> {
  const found = await findObject(nc, bucket, name);
  if (!found.ok) return found;
  onInfo?.(found.value.info);
  return readFoundObject(nc, found.value, options);
}

/** The object, or the one that it is a link to; never makes a bucket, as the client library does. */
export function findObject(
  nc: NatsConnection,
  bucket: string,
  name: string,
): Promise<Reading<FoundObject>> {
  return follow(nc, bucket, name, false);
}

/** Reads what was found, in the way of `getObject`. */
export async function readFoundObject(
  nc: NatsConnection,
  { store, info }: FoundObject,
  {
    onChunk,
    signal = new AbortController().signal,
    createHash = createSha256,
  }: Omit<GetObjectOptions, "onInfo">,
): Promise<Reading<ObjectInfo>> {
  const what = inWords(info.name);
  const hash = createHash();
  let sizeBytes = 0n;
  const failure = await readSubject(nc, {
    what,
    head: store.head,
    subject: `${store.prefix}C.${info.nuid}`,
    count: info.chunks,
    signal,
    onData: (data) => {
      hash.update(data);
      sizeBytes += BigInt(data.length);
      return onChunk(data);
    },
  });
  const error = failure ?? damageOf(what, info, hash, sizeBytes);
  if (!error) return { ok: true, value: info };
  return { ok: false, error: error.kind === "damaged" ? await orReplaced(nc, info, error) : error };
}

/** Whoever writes an object anew takes the old chunks away: what was being read of them is not damaged. */
async function orReplaced(nc: NatsConnection, info: ObjectInfo, damage: AppError) {
  const { bucket, name, nuid } = info;
  const now = await findObject(nc, bucket, name);
  const isGone = !now.ok && now.error.kind === "not-found";
  if (!isGone && (!now.ok || now.value.info.nuid === nuid)) return damage;
  const replaced: AppError = {
    kind: "console",
    title: `${inWords(name)} was ${isGone ? "deleted" : "replaced"} while it was read`,
    detail: "What was being read of it is no longer there.",
    ...(isGone ? {} : { hint: "Begin again, and it is the new one." }),
  };
  return replaced;
}

async function follow(
  nc: NatsConnection,
  bucket: string,
  name: string,
  isLinked: boolean,
): Promise<Reading<FoundObject>> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return store;
  const info = await getObjectInfo(nc, store.value, name);
  if (!info.ok) return info;
  const { link } = info.value;
  if (!link) return { ok: true, value: { store: store.value, info: info.value } };
  if (link.name !== undefined && !isLinked) return follow(nc, link.bucket, link.name, true);
  const detail = isLinked
    ? "A link leads to it, and it is itself a link."
    : `It is a link to the whole object store ${link.bucket}.`;
  return { ok: false, error: { kind: "bad-name", what: inWords(name), detail } };
}

function damageOf(
  what: string,
  info: ObjectInfo,
  hash: Sha256,
  sizeBytes: bigint,
): AppError | undefined {
  if (sizeBytes !== info.sizeBytes) {
    const detail = `It should have ${info.sizeBytes} bytes, and has ${sizeBytes}.`;
    return { kind: "damaged", what, detail };
  }
  const digest = hash.digest();
  if (isDigest(info.digest, digest)) return undefined;
  const detail = `Its SHA-256 is ${encodeBase64Url(digest)}; stored with it is "${info.digest}".`;
  return { kind: "damaged", what, detail };
}

/** Base64url, which some clients write without padding, and old ones in hexadecimal. */
function isDigest(stored: string, digest: Uint8Array): boolean {
  const text = stored.replace(/^SHA-256=/i, "");
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const plain = (base64: string) => base64.replace(/=+$/, "");
  return plain(text) === plain(encodeBase64Url(digest)) || text.toLowerCase() === hex;
}
