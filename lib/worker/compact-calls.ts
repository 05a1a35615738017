import type { AppError, Reading } from "@/lib/errors/app-error";
import type { CompactProgress, CompactReport, FoundMarkers } from "@/lib/model/kv-compact";
import { compactMarkers, findMarkers, type MarkerBook } from "@/lib/nats/kv-compact";
import { bucketInWords } from "@/lib/nats/kv-place";
import type { BulkLinks } from "./bulk-links";
import type { Link } from "./link";
import { readOverLink, writeOverLink } from "./over-link";
import { seldom } from "./seldom";

/** Removing what is left of deleted keys; over the bulk connection. */
export type CompactCalls = {
  /** Looks for markers, and keeps them for what follows; calls back with how far it is. */
  openCompact(
    run: string,
    place: { connectionId: string; bucket: string },
    hear: (progress: CompactProgress) => void,
  ): Promise<Reading<FoundMarkers>>;
  /** Removes those that were found; of younger ones only what is below them. */
  runCompact(
    run: string,
    keepYoungerMs: number,
    hear: (progress: CompactProgress) => void,
  ): Promise<Reading<CompactReport>>;
  /** Ends what is under way. */
  stopCompact(run: string): void;
  closeCompact(run: string): void;
};

type Run = {
  connectionId: string;
  link: Link;
  release: () => void;
  stop: AbortController;
  book?: MarkerBook;
};

/** The calls; what was found stays here until the run is closed. */
export function createCompactCalls(bulk: BulkLinks): CompactCalls {
  const runs = new Map<string, Run>();
  return {
    async openCompact(run, { connectionId, bucket }, hear) {
      const own: Run = { connectionId, ...bulk.take(connectionId), stop: new AbortController() };
      runs.set(run, own);
      const tell = seldom(hear);
      const found = await readOverLink(own.link, {
        ...{ connectionId, what: `The markers of ${bucketInWords(bucket)}` },
        read: (nc) => findMarkers(nc, bucket, { signal: own.stop.signal, tell }),
      });
      if (!found.ok) return found;
      own.book = found.value;
      const { keys, nowMs, markers, hasHistory } = found.value;
      const timesMs = Float64Array.from(markers, ({ timeMs }) => timeMs);
      return { ok: true, value: { keys, nowMs, timesMs, hasHistory } };
    },
    async runCompact(run, keepYoungerMs, hear) {
      const own = runs.get(run);
      const title = `${own?.book ? bucketInWords(own.book.bucket) : "The bucket"} was not compacted`;
      if (!own?.book) return { ok: false, error: notOpen(title) };
      const { book, link, connectionId } = own;
      own.stop = new AbortController();
      const { signal } = own.stop;
      const tell = seldom(hear);
      return writeOverLink(link, {
        ...{ connectionId, what: title },
        read: async (nc) => ({
          ok: true,
          value: await compactMarkers(nc, book, { keepYoungerMs, signal, tell }),
        }),
      });
    },
    stopCompact: (run) => runs.get(run)?.stop.abort(),
    closeCompact(run) {
      const own = runs.get(run);
      runs.delete(run);
      own?.stop.abort();
      own?.release();
    },
  };
}

function notOpen(title: string): AppError {
  return { kind: "console", title, detail: "Its markers were not looked for." };
}
