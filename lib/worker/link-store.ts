import type { LinkStatus } from "@/lib/model/link";

/** The link's status as an external store: a value to read, and a way to hear of changes. */
export type LinkStore = { subscribe(changed: () => void): () => void; get(): LinkStatus };

/** Starts to hear of changes, and returns how to stop. */
export type Watch = (hear: (status: LinkStatus) => void) => Promise<() => void>;

/** [L8] The first listener starts the watch, the last one's leaving ends it. */
export function createLinkStore(watch: Watch): LinkStore {
  let status: LinkStatus = { state: "connecting" };
  let stop: Promise<() => void> | undefined;
  const listeners = new Set<() => void>();
  const hear = (next: LinkStatus) => {
    status = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => status,
    subscribe(changed) {
      listeners.add(changed);
      stop ??= watch(hear);
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0 || !stop) return;
        void stop.then((end) => end());
        stop = undefined;
      };
    },
  };
}
