import type { Json } from "@/lib/model/json";
import type { StoreSettings } from "@/lib/model/object-store";
import { storeOf } from "@/lib/model/store-row";
import { keepingWire, toKeeping } from "./keeping";

/** What a stream's configuration says, in the words of an object store. It is known to be one of a stream. */
export function toStoreSettings(config: Json): StoreSettings {
  const said = keepingWire.parse(config);
  return { ...toKeeping(said), name: storeOf(said.name) ?? said.name };
}
