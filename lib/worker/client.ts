import { proxy, type Remote, wrap } from "comlink";
import type { LinkStatus } from "@/lib/model/link";
import type { NatsWorker } from "./protocol";

let remote: Remote<NatsWorker> | undefined;

/** [L1] The tab's one worker, started by whoever asks first. */
export function natsWorker(): Remote<NatsWorker> {
  if (!remote) {
    const thread = new Worker(new URL("./nats.worker.ts", import.meta.url), { name: "nats" });
    remote = wrap<NatsWorker>(thread);
    void remote.open(location.origin);
  }
  return remote;
}

// It loads while the page still becomes alive, instead of after.
if (typeof window !== "undefined") natsWorker();

/** The link's status as an external store: a value to read, and a way to hear of changes. */
export type LinkStore = { subscribe(changed: () => void): () => void; get(): LinkStatus };

const connecting: LinkStatus = { state: "connecting" };
const stores = new Map<string, LinkStore>();

/** [L8] The last listener's leaving ends the watch in the worker. */
export function linkStore(connectionId: string): LinkStore {
  const known = stores.get(connectionId);
  if (known) return known;
  let status = connecting;
  let stop: Promise<() => void> | undefined;
  const listeners = new Set<() => void>();
  const hear = (next: LinkStatus) => {
    status = next;
    for (const listener of listeners) listener();
  };
  const store: LinkStore = {
    get: () => status,
    subscribe(changed) {
      listeners.add(changed);
      stop ??= natsWorker().watchLink(connectionId, proxy(hear));
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0 || !stop) return;
        void stop.then((end) => end());
        stop = undefined;
      };
    },
  };
  stores.set(connectionId, store);
  return store;
}
