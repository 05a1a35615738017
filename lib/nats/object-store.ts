import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StoreDetail } from "@/lib/model/object-store";
import { storeStreamPrefix, toStoreRow } from "@/lib/model/store-row";
import { toStoreSettings } from "./object-store-settings";
import { getStream } from "./stream-detail";
import { whyReadOnly } from "./stream-head";

/** One object store with its settings, its state and all that its stream says. */
export async function getStore(nc: NatsConnection, bucket: string): Promise<Reading<StoreDetail>> {
  const what = storeInWords(bucket);
  const stream = await getStream(nc, `${storeStreamPrefix}${bucket}`, what);
  if (!stream.ok) return stream;
  const { summary, config, raw } = stream.value;
  const row = toStoreRow(summary);
  if (!row) {
    const detail = `"${bucket}" is no name of an object store.`;
    return { ok: false, error: { kind: "bad-name", what, detail } };
  }
  return {
    ok: true,
    value: {
      ...{ row, config, raw },
      settings: toStoreSettings(config),
      readOnlyWhy: whyReadOnly(summary),
    },
  };
}

/** An object store as errors name it. */
export function storeInWords(bucket: string): string {
  return `Object store ${bucket}`;
}
