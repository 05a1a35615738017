import { proxy, type Remote, wrap } from "comlink";
import type { Reading } from "@/lib/errors/app-error";
import type { Credentials } from "@/lib/model/credentials";
import { createLinkStore, type LinkStore } from "./link-store";
import type { NatsWorker } from "./protocol";

const notLoaded = "The part of this page that talks to NATS could not be loaded. Reload the page.";

/** The tab's worker, and a promise that comes true only when it could not be loaded. */
type Thread = { remote: Remote<NatsWorker>; failed: Promise<void> };

let thread: Thread | undefined;
const stores = new Map<string, LinkStore>();

// It loads while the page still becomes alive, instead of after.
if (typeof window !== "undefined") startThread();

/** Asks the worker; one that did not load is an answer too, not silence. */
export function askWorker<T>(
  ask: (worker: Remote<NatsWorker>) => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const { remote, failed } = startThread();
  const failure: Reading<T> = {
    ok: false,
    error: { kind: "unexpected", what: "This page", detail: notLoaded },
  };
  return Promise.race([ask(remote), failed.then(() => failure)]);
}

/** The same, for an answer that comes bit by bit. */
export function askWorkerLive<E, T>(
  hear: (event: E) => void,
  ask: (worker: Remote<NatsWorker>, hear: (event: E) => void) => Promise<Reading<T>>,
): Promise<Reading<T>> {
  return askWorker((worker) => ask(worker, proxy(hear)));
}

/** The status of a connection's link; one store a connection, whoever looks at it. */
export function linkStore(connectionId: string): LinkStore {
  const known = stores.get(connectionId);
  if (known) return known;
  const store = createLinkStore((hear) => {
    const { remote, failed } = startThread();
    void failed.then(() => hear({ state: "refused", why: notLoaded }));
    return remote.watchLink(connectionId, proxy(hear));
  });
  stores.set(connectionId, store);
  return store;
}

/** Goes into a direct connection with these; what comes of it is the link's next status. */
export function signIn(connectionId: string, credentials: Credentials): void {
  void startThread().remote.signIn(connectionId, credentials);
}

/** Leaves a direct connection and forgets who was signed in. */
export function signOut(connectionId: string): void {
  void startThread().remote.signOut(connectionId);
}

/** [L1] The tab's one worker, started by whoever asks first. */
function startThread(): Thread {
  if (thread) return thread;
  const worker = new Worker(new URL("./nats.worker.ts", import.meta.url), { name: "nats" });
  const failed = new Promise<void>((settle) => {
    worker.addEventListener("error", () => settle());
  });
  thread = { remote: wrap<NatsWorker>(worker), failed };
  const { remote } = thread;
  void remote.open(location.origin);
  const tellVisible = () => void remote.setVisible(!document.hidden);
  if (document.hidden) tellVisible();
  document.addEventListener("visibilitychange", tellVisible);
  return thread;
}
