import type { AppError } from "@/lib/errors/app-error";
import type { OrphansProgress } from "@/lib/model/object-orphans";
import { findOrphans, type OrphansBook } from "@/lib/nats/object-orphans";
import { removeOrphans } from "@/lib/nats/object-orphans-remove";
import { storeInWords } from "@/lib/nats/object-store";
import type { BulkLinks } from "./bulk-links";
import type { Link } from "./link";
import type { OrphansCalls } from "./object-protocol";
import { readOverLink, writeOverLink } from "./over-link";
import { seldom } from "./seldom";

type Run = {
  connectionId: string;
  link: Link;
  release: () => void;
  stop: AbortController;
  book?: OrphansBook;
};

/** The calls; what was found stays here until the run is closed. */
export function createOrphansCalls(bulk: BulkLinks): OrphansCalls {
  const runs = new Map<string, Run>();
  return {
    async openOrphans(run, { connectionId, bucket }, hear) {
      runs.get(run)?.release();
      const own: Run = { connectionId, ...bulk.take(connectionId), stop: new AbortController() };
      runs.set(run, own);
      const tell = seldom<OrphansProgress>(hear);
      const found = await readOverLink(own.link, {
        ...{ connectionId, what: `The chunks of ${storeInWords(bucket)}` },
        read: (nc) => findOrphans(nc, bucket, { signal: own.stop.signal, tell }),
      });
      if (!found.ok) return found;
      own.book = found.value;
      const { groups, nowMs, usedChunks, usedBytes } = found.value;
      return {
        ok: true,
        value: {
          ...{ nowMs, usedChunks, usedBytes },
          groups: groups.map(({ lastSequence, ...group }) => group),
        },
      };
    },
    async runOrphans(run, nuids, hear) {
      const own = runs.get(run);
      const title = `${own?.book ? storeInWords(own.book.store.bucket) : "The store"} was not cleaned up`;
      if (!own?.book) return { ok: false, error: notOpen(title) };
      const { book, link, connectionId } = own;
      own.stop = new AbortController();
      const { signal } = own.stop;
      const tell = seldom<OrphansProgress>(hear);
      return writeOverLink(link, {
        ...{ connectionId, what: title },
        read: async (nc) => ({
          ok: true,
          value: await removeOrphans(nc, book, nuids, { signal, tell }),
        }),
      });
    },
    stopOrphans: (run) => runs.get(run)?.stop.abort(),
    closeOrphans(run) {
      const own = runs.get(run);
      runs.delete(run);
      own?.stop.abort();
      own?.release();
    },
  };
}

function notOpen(title: string): AppError {
  return { kind: "console", title, detail: "Its chunks were not looked for." };
}
