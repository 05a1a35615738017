import type { OpenThread } from "./bounded-thread";
import type { BulkLinks } from "./bulk-links";
import { createExpressionThread } from "./expression-thread";
import type { SearchCalls } from "./search-protocol";
import { runSearch } from "./search-run";

/** Searches through streams, over a connection of their own: no other question waits behind them. */
export function createSearchCalls(
  bulk: BulkLinks,
  openThread: OpenThread = openExpressionThread,
  mostBytesUnasked?: number,
): SearchCalls {
  const runs = new Map<string, AbortController>();
  return {
    async openSearch(run, connectionId, order, hear) {
      const { link, release } = bulk.take(connectionId);
      const thread = createExpressionThread(openThread);
      const stop = new AbortController();
      runs.set(run, stop);
      try {
        const limit = mostBytesUnasked === undefined ? {} : { mostBytesUnasked };
        return await runSearch({ link, thread, order, hear, signal: stop.signal, ...limit });
      } finally {
        thread.end();
        release();
        runs.delete(run);
      }
    },
    closeSearch: (run) => runs.get(run)?.abort(),
  };
}

/** A thread below this one. */
function openExpressionThread() {
  return new Worker(new URL("./expression.worker.ts", import.meta.url), { name: "expression" });
}
