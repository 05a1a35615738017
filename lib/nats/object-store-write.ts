import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { Json } from "@/lib/model/json";
import type { StoreSettings, WrittenStore } from "@/lib/model/object-store";
import { storeStreamPrefix } from "@/lib/model/store-row";
import { storeInWords } from "./object-store";
import { patchStoreConfig, sealedConfig, toStoreConfig } from "./object-store-config";
import { differencesOf } from "./stream-config";
import {
  createByConfig,
  deleteMeant,
  type Meant,
  notDone,
  updateByConfig,
  type WrittenConfig,
} from "./stream-config-write";

/** Makes an object store; one of the same name is never taken for it, however alike. */
export async function createStore(
  nc: NatsConnection,
  settings: StoreSettings,
): Promise<Reading<WrittenStore>> {
  const { name } = settings;
  const fault = checkName(name, "store");
  if (fault !== undefined) {
    const title = `${storeInWords(name)} was not created`;
    return notDone(title, { kind: "bad-name", what: title, detail: fault });
  }
  return toWritten(name, await createByConfig(nc, meant(name), toStoreConfig(settings)));
}

/** Changes a store's settings where it still is what was opened; every field that is no setting stays. */
export async function updateStore(
  nc: NatsConnection,
  settings: StoreSettings,
  opened: Json,
): Promise<Reading<WrittenStore>> {
  const { name } = settings;
  const patch = (fresh: Json) => patchStoreConfig(fresh, settings);
  return toWritten(name, await updateByConfig(nc, meant(name), opened, patch));
}

/** Closes a store for ever, where it still is what was opened. */
export async function sealStore(
  nc: NatsConnection,
  bucket: string,
  opened: Json,
): Promise<Reading<WrittenStore>> {
  const sealed = await updateByConfig(nc, meant(bucket), opened, sealedConfig);
  if (!sealed.ok) return sealed;
  // By sealing the server also ends ageing and forbids to purge: that is what was asked for.
  const differences = differencesOf({ sealed: true }, sealed.value.echo);
  return { ok: true, value: { name: bucket, differences } };
}

/** Removes a store with every object. */
export function deleteStore(nc: NatsConnection, bucket: string): Promise<Reading<null>> {
  return deleteMeant(nc, meant(bucket));
}

function meant(bucket: string): Meant {
  return { stream: `${storeStreamPrefix}${bucket}`, what: storeInWords(bucket) };
}

function toWritten(name: string, written: Reading<WrittenConfig>): Reading<WrittenStore> {
  if (!written.ok) return written;
  const { asked, echo } = written.value;
  return { ok: true, value: { name, differences: differencesOf(asked, echo) } };
}
