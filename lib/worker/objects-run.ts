import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ObjectsFrame, ObjectsState } from "@/lib/model/object-list";
import { whileLost } from "@/lib/nats/connection-events";
import { openObjectStore } from "@/lib/nats/object-info";
import { isPassing } from "@/lib/nats/passing";
import { createTeller } from "./keys-teller";
import type { Link } from "./link";
import { createObjectsBook } from "./objects-book";
import { createObjectsLife, type ObjectsEnd } from "./objects-life";

/** The objects of one store as one page looks at them, from its opening to its end. */
export type ObjectsRun = {
  listAll(): void;
  setVisible(isVisible: boolean): void;
  close(): void;
  /** Why it can't go on; nothing where it was closed. */
  ended: Promise<Reading<null>>;
};

type Options = {
  bucket: string;
  link: Link;
  /** So many objects are listed unasked. */
  most: number;
  isVisible: boolean;
  /** Settles when the page has taken it: a page that is busy is not told more than it takes. */
  hear: (frame: ObjectsFrame) => unknown;
};

/** More would hold up the page that takes them. */
const mostInFrame = 5_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Begins to list, and tells what there is. */
export function runObjects({ bucket, link, most, hear, ...options }: Options): ObjectsRun {
  let { isVisible } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const wantsAll = new AbortController();
  const book = createObjectsBook();
  let state: ObjectsState = { is: "listing", read: 0, total: undefined };
  const teller = createTeller(() => {
    const frame = { ...book.takeNews(mostInFrame), unread: book.unread(), state };
    if (book.hasNews()) teller.mark();
    return hear(frame);
  }, isVisible);
  const tell = (next: ObjectsState) => {
    state = next;
    teller.mark();
  };
  const live = createObjectsLife({
    ...{ book, most, tell, mark: teller.mark },
    wantsAll: wantsAll.signal,
    isVisible: () => isVisible,
  });

  /** As long as one connection lasts; undefined where nobody waits for more. */
  const once = async (): Promise<ObjectsEnd | undefined> => {
    const nc = await connected(link, signal);
    if (!nc) return undefined;
    await whileLost(nc, signal);
    const store = await openObjectStore(nc, bucket);
    if (!store.ok) return { why: "error", error: store.error };
    return live(nc, store.value, signal);
  };
  let pauseMs = firstPauseMs;
  /** Until it is tried again. */
  const rest = async (error: AppError) => {
    pauseMs = state.is === "live" ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
    if (state.is !== "listing") tell({ is: "lost", error });
    // A server that goes down says so of its consumers first.
    await Promise.race([delay(pauseMs), aborted(signal)]);
  };
  const run = async (): Promise<Reading<null>> => {
    while (!signal.aborted) {
      const end = await once();
      if (!end || signal.aborted) break;
      if (end.why === "again") continue;
      const error = end.why === "error" ? end.error : interrupted(bucket);
      if (!isPassing(error)) return { ok: false, error };
      await rest(error);
    }
    return { ok: true, value: null };
  };
  const leave = link.watch((status) => {
    if (status.state === "connected" || state.is === "listing" || state.is === "lost") return;
    tell({ is: "lost", error: interrupted(bucket) });
  });
  const end = () => {
    leave();
    teller.close();
  };
  return {
    listAll: () => wantsAll.abort(),
    setVisible(next) {
      isVisible = next;
      teller.setVisible(next);
    },
    close() {
      closing.abort();
      end();
    },
    ended: run().finally(end),
  };
}

function interrupted(bucket: string): AppError {
  const what = `Object store ${bucket}`;
  return {
    ...{ kind: "disconnected", what, why: "The connection was interrupted." },
    willRetry: true,
  };
}

/** The connection, once there is one; undefined where nobody waits for it any more. */
function connected(link: Link, signal: AbortSignal): Promise<NatsConnection | undefined> {
  return Promise.race([link.nats(), aborted(signal)]);
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((settle) => {
    if (signal.aborted) return settle(undefined);
    signal.addEventListener("abort", () => settle(undefined), { once: true });
  });
}
