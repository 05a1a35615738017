import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ObjectInfo } from "@/lib/model/objects";
import { encodeBase64Url } from "./base64url";
import { readJson } from "./json";
import { getMessage } from "./message-get";
import type { StoredMessage } from "./stored-message";
import { getStreamHead, type StreamHead, type StreamRules } from "./stream-head";
import { counter } from "./wire";

/** An object store's stream; `prefix` is that of its subjects, and ends with a dot. */
export type ObjectStore = { bucket: string; head: StreamHead & StreamRules; prefix: string };

/** Finds a store. One that mirrors another has the subjects of that one. */
export async function openObjectStore(
  nc: NatsConnection,
  bucket: string,
): Promise<Reading<ObjectStore>> {
  const head = await getStreamHead(nc, `Object store ${bucket}`, `OBJ_${bucket}`);
  if (!head.ok) return head;
  const holder = head.value.mirrorOf?.replace(/^OBJ_/, "") ?? bucket;
  return { ok: true, value: { bucket, head: head.value, prefix: `$O.${holder}.` } };
}

/** An object's metadata; deleted ones are not found. */
export async function getObjectInfo(
  nc: NatsConnection,
  store: ObjectStore,
  name: string,
): Promise<Reading<ObjectInfo>> {
  const what = inWords(name);
  for (const [at, subject] of subjectsOf(store, name).entries()) {
    const message = await getMessage(nc, what, store.head, { last_by_subj: subject });
    if (!message.ok) return message;
    if (!message.value) continue;
    const info = parseObjectInfo(store.bucket, message.value);
    if (!info.ok) return info;
    // "Ã©" in Latin-1 is "é" in UTF-8: there it is another object.
    if (!info.value.isDeleted && (at === 0 || info.value.name === name)) return info;
  }
  const where = `Object store ${store.bucket}`;
  return { ok: false, error: { kind: "not-found", what, where } };
}

/** Where a name's metadata is as the CLI and most clients write it; then as the JavaScript client does, in Latin-1. */
export function subjectsOf(
  { prefix }: ObjectStore,
  name: string,
): [utf8: string, ...latin1: string[]] {
  const utf8 = `${prefix}M.${encodeBase64Url(new TextEncoder().encode(name))}`;
  const codes = Array.from(name, (character) => character.codePointAt(0) ?? 0);
  const isLatin1 = codes.every((code) => code < 256) && codes.some((code) => code > 127);
  return isLatin1 ? [utf8, `${prefix}M.${encodeBase64Url(Uint8Array.from(codes))}`] : [utf8];
}

/** An object in the words of errors. */
export function inWords(name: string): string {
  return `Object ${name}`;
}

const link = z.object({ bucket: z.string(), name: z.string().optional() });
const meta = z.object({
  name: z.string(),
  description: z.string().default(""),
  nuid: z.string().default(""),
  size: counter.default(0n),
  chunks: z.number().default(0),
  digest: z.string().default(""),
  deleted: z.boolean().default(false),
  options: z.object({ link: link.nullish(), max_chunk_size: z.number().nullish() }).nullish(),
  headers: z.record(z.string(), z.array(z.string())).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

/** What an object's metadata message says of it. */
export function parseObjectInfo(bucket: string, message: StoredMessage): Reading<ObjectInfo> {
  const what = `An object of ${bucket}`;
  let json: unknown;
  try {
    json = readJson(new TextDecoder().decode(message.data));
  } catch (error) {
    return { ok: false, error: { kind: "malformed", what, detail: String(error) } };
  }
  const parsed = meta.safeParse(json);
  if (!parsed.success) {
    return { ok: false, error: { kind: "malformed", what, detail: parsed.error.message } };
  }
  const { name, description, nuid, size, chunks, digest, deleted, options } = parsed.data;
  const target = options?.link;
  return {
    ok: true,
    value: {
      ...{ bucket, name, description, nuid, digest, chunks },
      sizeBytes: size,
      chunkBytes: options?.max_chunk_size || undefined,
      revision: message.sequence,
      // Some clients write a time into the metadata: the message's own is right for all of them.
      timeNs: message.timeNs,
      isDeleted: deleted,
      headers: parsed.data.headers ?? {},
      metadata: parsed.data.metadata ?? {},
      ...(target
        ? { link: { bucket: target.bucket, ...(target.name ? { name: target.name } : {}) } }
        : {}),
    },
  };
}

/** As the CLI and most clients write a name, and as the JavaScript client does where it can: in Latin-1. */
export function encodingsOf(name: string): string[] {
  const utf8 = encodeBase64Url(new TextEncoder().encode(name));
  const codes = Array.from(name, (character) => character.codePointAt(0) ?? 0);
  const isLatin1 = codes.every((code) => code < 256) && codes.some((code) => code > 127);
  return isLatin1 ? [utf8, encodeBase64Url(Uint8Array.from(codes))] : [utf8];
}
