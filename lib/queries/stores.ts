import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { StoreDetail, StoreSettings } from "@/lib/model/object-store";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** How often is read what somebody has opened. */
const beatMs = 2_000;

/** One object store: its settings and its figures. */
export function storeQuery(connectionId: string, bucket: string) {
  return queryOptions({
    queryKey: [connectionId, "store", bucket],
    queryFn: () => unwrap(askWorker((worker) => worker.getStore(connectionId, bucket))),
    staleTime: beatMs / 2,
    refetchInterval: beatMs,
    networkMode: "always",
    retry: false,
  });
}

/** Makes an object store. Lists hear of it by the server's own advisory. */
export function createStoreMutation(connectionId: string) {
  return mutationOptions({
    mutationFn: (settings: StoreSettings) =>
      unwrap(askWorker((worker) => worker.createStore(connectionId, settings))),
    networkMode: "always",
  });
}

/** What an update would send, by what was opened. */
export function previewStoreMutation() {
  return mutationOptions({
    mutationFn: ({ settings, opened }: StoreEdit) =>
      unwrap(askWorker((worker) => worker.previewStore(settings, opened))),
    networkMode: "always",
  });
}

/** Changes a store's settings; however it ends, the store is read anew. */
export function updateStoreMutation(client: QueryClient, connectionId: string) {
  return mutationOptions({
    mutationFn: ({ settings, opened }: StoreEdit) =>
      unwrap(askWorker((worker) => worker.updateStore(connectionId, settings, opened))),
    networkMode: "always",
    onSettled: (_made, _error, { settings }) =>
      client.invalidateQueries(storeQuery(connectionId, settings.name)),
  });
}

/** Closes a store for ever; however it ends, the store is read anew. */
export function sealStoreMutation(client: QueryClient, connectionId: string, bucket: string) {
  return mutationOptions({
    mutationFn: (opened: StoreDetail["config"]) =>
      unwrap(askWorker((worker) => worker.sealStore(connectionId, bucket, opened))),
    networkMode: "always",
    onSettled: () => client.invalidateQueries(storeQuery(connectionId, bucket)),
  });
}

/** Removes a store with every object. */
export function deleteStoreMutation(connectionId: string, bucket: string) {
  return mutationOptions({
    mutationFn: () => unwrap(askWorker((worker) => worker.deleteStore(connectionId, bucket))),
    networkMode: "always",
  });
}

/** The links that lead to a store from others; looked for once, when somebody asks. */
export function linksToQuery(connectionId: string, bucket: string, others: readonly string[]) {
  return queryOptions({
    queryKey: [connectionId, "links-to", bucket, others],
    queryFn: () => unwrap(askWorker((worker) => worker.findLinksTo(connectionId, bucket, others))),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
    retry: false,
  });
}

type StoreEdit = { settings: StoreSettings; opened: StoreDetail["config"] };
