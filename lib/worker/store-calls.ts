import { getStore, storeInWords } from "@/lib/nats/object-store";
import { previewStore } from "@/lib/nats/object-store-config";
import { countObjects } from "@/lib/nats/object-store-count";
import { findLinksTo } from "@/lib/nats/object-store-links";
import { createStore, deleteStore, sealStore, updateStore } from "@/lib/nats/object-store-write";
import type { Link } from "./link";
import type { StoreCalls } from "./object-protocol";
import { readOverLink, writeOverLink } from "./over-link";

/** What the page asks of object stores and does to them, over the tab's own connection. */
export function createStoreCalls(linkOf: (connectionId: string) => Link): StoreCalls {
  return {
    getStore: (connectionId, bucket) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: storeInWords(bucket) },
        read: (nc) => getStore(nc, bucket),
      }),
    previewStore: async (settings, opened) => ({ ok: true, value: previewStore(settings, opened) }),
    createStore: (connectionId, settings) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${storeInWords(settings.name)} was not created` },
        read: (nc) => createStore(nc, settings),
      }),
    updateStore: (connectionId, settings, opened) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${storeInWords(settings.name)} was not changed` },
        read: (nc) => updateStore(nc, settings, opened),
      }),
    sealStore: (connectionId, bucket, opened) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${storeInWords(bucket)} was not sealed` },
        read: (nc) => sealStore(nc, bucket, opened),
      }),
    deleteStore: (connectionId, bucket) =>
      writeOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `${storeInWords(bucket)} was not deleted` },
        read: (nc) => deleteStore(nc, bucket),
      }),
    countObjects: (connectionId, bucket) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `The objects of ${storeInWords(bucket)}` },
        read: (nc) => countObjects(nc, bucket),
      }),
    findLinksTo: (connectionId, bucket, others) =>
      readOverLink(linkOf(connectionId), {
        ...{ connectionId, what: `Links to ${storeInWords(bucket)}` },
        read: (nc) => findLinksTo(nc, bucket, others),
      }),
  };
}
