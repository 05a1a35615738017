import type { Json } from "@/lib/model/json";
import type { StorePreview, StoreSettings } from "@/lib/model/object-store";
import { storeStreamPrefix } from "@/lib/model/store-row";
import { toStoreSettings } from "./object-store-settings";
import {
  duplicateWindow,
  fieldsOf,
  keepingConfig,
  patchConfig,
  type StreamConfig,
  saidOf,
} from "./stream-config";

/** The stream that a new object store is, as Go's client and the nats command make it. */
export function toStoreConfig(settings: StoreSettings): StreamConfig {
  const { name, storage, ttlNs } = settings;
  return {
    name: `${storeStreamPrefix}${name}`,
    subjects: [`$O.${name}.C.>`, `$O.${name}.M.>`],
    ...{ retention: "limits", discard: "new", max_msgs: -1, max_consumers: -1 },
    ...{ allow_rollup_hdrs: true, allow_direct: true },
    ...{ storage, duplicate_window: duplicateWindow(ttlNs) },
    ...keepingConfig(settings),
  };
}

/** A store's configuration with what was changed in its settings; every other field is as it was. */
export function patchStoreConfig(config: Json, settings: StoreSettings): StreamConfig {
  return patchConfig(config, keepingConfig(toStoreSettings(config)), keepingConfig(settings));
}

/** The same, closed for ever. */
export function sealedConfig(config: Json): StreamConfig {
  return { ...fieldsOf(config), sealed: true };
}

/** What would be sent for a change, beside what is there. */
export function previewStore(settings: StoreSettings, opened: Json): StorePreview {
  return { before: opened, after: saidOf(patchStoreConfig(opened, settings)) };
}
