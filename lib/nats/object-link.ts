import { type NatsConnection, nuid } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ObjectInfo, ObjectOutcome } from "@/lib/model/objects";
import { getObjectInfo, inWords, openObjectStore } from "./object-info";
import { newMetadata } from "./object-json";
import { type MetadataWriteOptions, writeMetadata } from "./object-metadata-write";
import { findName, notDone, openForWrites } from "./object-place";
import { tell } from "./object-write";

/** A name, and what it is to lead to: an object, or a whole store. */
export type NewLink = {
  bucket: string;
  name: string;
  target: { bucket: string; name?: string };
  description: string;
};

/** Makes a link; refused where what it leads to is not there, and makes neither a store nor an object of it. */
export async function linkObject(
  nc: NatsConnection,
  { bucket, name, target, description }: NewLink,
  options: MetadataWriteOptions = {},
): Promise<Reading<ObjectOutcome>> {
  const title = `${inWords(name)} was not made`;
  const store = await openForWrites(nc, bucket, title);
  if (!store.ok) return store;
  const bad = await checkTarget(nc, target, title);
  if (bad) return notDone(title, bad);
  const found = await findName(nc, store.value, name);
  if (!found.ok) return notDone(title, found.error);
  const { subject, sequence, shown } = found.value;
  if (shown) return { ok: true, value: { is: "changed", info: shown.info } };
  const info: ObjectInfo = {
    ...{ bucket, name, description, link: target, nuid: nuid.next(), digest: "", chunks: 0 },
    ...{ sizeBytes: 0n, chunkBytes: undefined, revision: 0n, timeNs: 0n, isDeleted: false },
    ...{ headers: {}, metadata: {} },
  };
  const json = newMetadata({ ...info, sizeBytes: 0, options: { link: target } });
  const write = { store: store.value, info, subject, expected: sequence, json };
  return tell(nc, write, title, await writeMetadata(nc, write, options));
}

async function checkTarget(
  nc: NatsConnection,
  { bucket, name }: NewLink["target"],
  title: string,
): Promise<AppError | undefined> {
  const store = await openObjectStore(nc, bucket);
  if (!store.ok) return store.error;
  if (name === undefined) return undefined;
  const object = await getObjectInfo(nc, store.value, name);
  if (!object.ok) return object.error;
  if (!object.value.link) return undefined;
  const detail = `${inWords(name)} of ${bucket} is a link itself.`;
  return { kind: "console", title, detail };
}
