import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { createKeyBook } from "@/lib/live/key-book";
import { createKeyChanges } from "@/lib/live/key-changes";
import { createKeyBookView, type ViewPart } from "@/lib/live/key-view";
import type { KvEntry } from "@/lib/model/kv";
import type { KeysFrame, KeysListing, KeysView } from "@/lib/model/kv-keys";
import { whileLost } from "@/lib/nats/connection-events";
import { getKeysPlace } from "@/lib/nats/kv-keys";
import { followKeys } from "@/lib/nats/kv-keys-follow";
import { createTeller } from "./keys-teller";
import type { KeysStart } from "./kv-protocol";
import type { Link } from "./link";

/** The keys of one bucket as one page looks at them, from its opening to its end. */
export type KeysRun = {
  look(view: KeysView): void;
  listAll(): void;
  stop(): void;
  keysOf(part: ViewPart, most: number): { keys: string[]; isAll: boolean };
  findRow(row: { key: string } | { prefix: string }): number | undefined;
  setVisible(isVisible: boolean): void;
  close(): void;
  /** Why it can't go on; nothing where it was closed. */
  ended: Promise<Reading<null>>;
};

type Options = KeysStart & {
  link: Link;
  isVisible: boolean;
  /** Settles when the page has taken it: a page that is busy is not told more than it takes. */
  hear: (frame: KeysFrame) => unknown;
};

const beatMs = 1_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Begins to list, and tells what there is to see. */
export function runKeys({ link, bucket, view: firstView, hear, isVisible }: Options): KeysRun {
  const book = createKeyBook();
  const bookView = createKeyBookView(book, firstView);
  const changes = createKeyChanges();
  const closing = new AbortController();
  const { signal } = closing;
  let listing: Pick<KeysListing, "state" | "total"> = { state: "reading", total: undefined };
  let live: Pick<KeysFrame["live"], "state" | "error"> = { state: "connecting" };
  let error: AppError | undefined;
  let revisions: bigint | undefined;

  const frame = (): KeysFrame => {
    bookView.refresh();
    const { all, deleted, known } = book.size();
    return {
      ...bookView.rows({
        changedAgoMs: changes.agoMs,
        revisions,
        isReading: () => false,
        isCounted: () => listing.state === "complete",
      }),
      rowCount: bookView.rowCount(),
      passing: bookView.passing(),
      listing: {
        ...listing,
        keys: all - deleted,
        deleted,
        knowsDeleted: listing.state === "complete" && known === all,
      },
      live: { ...live, changes: changes.count(), perSec: changes.perSec() },
      error,
    };
  };
  const teller = createTeller(() => hear(frame()), isVisible);

  const followWhole = async (nc: NatsConnection): Promise<AppError | undefined> => {
    const asked = await getKeysPlace(nc, bucket);
    if (!asked.ok) return asked.error;
    const { place, extent } = asked.value;
    revisions = extent.history === 1n ? 1n : undefined;
    listing = { state: "reading", total: extent.keys };
    const before = book.size().all > 0 ? new Set<string>() : undefined;
    let isInitial = true;
    const onEntry = (entry: KvEntry) => {
      const { key, revision, timeNs, operation, sizeBytes, ttl } = entry;
      before?.add(key);
      const known = before ? book.get(key)?.revision : undefined;
      const state = { revision, timeNs, operation, sizeBytes };
      book.set(key, ttl === undefined ? state : { ...state, ttl });
      if (!isInitial || (before && known !== revision)) changes.note(key);
      teller.mark();
    };
    const onInitial = () => {
      isInitial = false;
      if (before) book.keepOnly((key) => before.has(key));
      listing = { state: "complete", total: extent.keys };
      live = { state: "live" };
      error = undefined;
      teller.mark();
    };
    const from = "last-per-subject";
    const end = await followKeys(nc, place, { from, signal, onEntry, onInitial });
    return end.why === "error" ? end.error : undefined;
  };
  const run = async (): Promise<Reading<null>> => {
    for (let pauseMs = firstPauseMs; !signal.aborted; ) {
      const nc = await untilAborted(link.nats(), signal);
      if (!nc) break;
      await whileLost(nc, signal);
      const failure = await followWhole(nc);
      if (signal.aborted) break;
      if (failure && !isPassing(failure)) return { ok: false, error: failure };
      pauseMs = live.state === "live" ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      live = { state: "connecting" };
      error = failure;
      teller.mark();
      await rest(pauseMs, signal);
    }
    return { ok: true, value: null };
  };
  const leave = link.watch((status) => {
    if (status.state === "connected" || live.state !== "live") return;
    live = { state: "connecting" };
    teller.mark();
  });
  let toldPerSec = 0;
  const beat = setInterval(() => {
    const perSec = changes.perSec();
    if (perSec !== toldPerSec) teller.mark();
    toldPerSec = perSec;
  }, beatMs);
  const end = () => {
    leave();
    clearInterval(beat);
    teller.close();
  };

  return {
    look(view) {
      bookView.set(view);
      teller.markNow();
    },
    listAll() {},
    stop() {},
    keysOf(part, most) {
      bookView.refresh();
      return bookView.keysOf(part, most);
    },
    findRow(row) {
      bookView.refresh();
      return bookView.findRow(row);
    },
    setVisible: teller.setVisible,
    close() {
      closing.abort();
      end();
    },
    ended: run().finally(end),
  };
}

/** While a leader is elected JetStream seems to be off, or silent. */
function isPassing({ kind }: AppError): boolean {
  const passing = [
    "disconnected",
    "timeout",
    "no-jetstream",
    "no-api",
    "no-responders",
    "electing",
  ];
  return passing.includes(kind);
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let forget = () => {};
  const aborted = new Promise<undefined>((settle) => {
    const tell = () => settle(undefined);
    signal.addEventListener("abort", tell);
    forget = () => signal.removeEventListener("abort", tell);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    forget();
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      settle();
    });
  });
}
