import type { KvFeedOrder } from "@/lib/model/kv-feed";
import { followChanges } from "@/lib/nats/kv-feed";
import type { BulkLinks } from "./bulk-links";
import { createKvFeedBook, type KvFeedBook } from "./kv-feed-book";
import type { KvFeedCalls } from "./kv-feed-protocol";
import type { Link } from "./link";

type Feeds = { calls: KvFeedCalls; setVisible(isVisible: boolean): void };

type Opened = { book: KvFeedBook; end: () => void };

/** Feeds of changes, over a connection of their own. */
export function createKvFeedCalls(bulk: BulkLinks): Feeds {
  const runs = new Map<string, Opened>();
  let isVisible = true;
  const calls: KvFeedCalls = {
    openKvFeed: (run, { connectionId, order }, hear) =>
      new Promise((settle) => {
        runs.get(run)?.end();
        const { link, release } = bulk.take(connectionId);
        const stopping = new AbortController();
        const book = createKvFeedBook(order.pattern === ">", {
          hear,
          isVisible: () => isVisible,
        });
        const leave = link.watch((status) => {
          const isUp = status.state === "connected" || status.state === "connecting";
          if (!isUp) book.away();
        });
        runs.set(run, {
          book,
          end: () => {
            leave();
            stopping.abort();
            book.close();
            runs.delete(run);
            settle({ ok: true, value: null });
          },
        });
        // With the connection its consumer could not be taken away any more.
        void follow(link, order, book, stopping.signal).finally(release);
      }),
    pauseKvFeed: (run, isPaused) => runs.get(run)?.book.pause(isPaused),
    clearKvFeed: (run) => runs.get(run)?.book.clear(),
    closeKvFeed: (run) => runs.get(run)?.end(),
  };
  return {
    calls,
    setVisible(next) {
      isVisible = next;
    },
  };
}

async function follow(link: Link, order: KvFeedOrder, book: KvFeedBook, signal: AbortSignal) {
  const aborted = new Promise<undefined>((settle) => {
    signal.addEventListener("abort", () => settle(undefined));
  });
  const nc = await Promise.race([link.nats(), aborted]);
  if (!nc || signal.aborted) return;
  book.reading();
  const error = await followChanges(nc, order, {
    signal,
    onEntry: book.take,
    onLive: book.live,
    onAway: book.away,
    onAgain: book.again,
    onMissed: book.missed,
  });
  if (error) book.ended(error);
}
