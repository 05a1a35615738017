import type { Reading } from "@/lib/errors/app-error";
import type { KvFeedFrame, KvFeedOrder } from "@/lib/model/kv-feed";

/** What the page may ask about the changes of a bucket; over the bulk connection. */
export type KvFeedCalls = {
  /** Calls back with what is new, until it is closed; the answer comes with the end. */
  openKvFeed(
    run: string,
    start: { connectionId: string; order: KvFeedOrder },
    hear: (frame: KvFeedFrame) => void,
  ): Promise<Reading<null>>;
  /** Paused, it goes on counting. */
  pauseKvFeed(run: string, isPaused: boolean): void;
  /** Counts from nothing. */
  clearKvFeed(run: string): void;
  closeKvFeed(run: string): void;
};
