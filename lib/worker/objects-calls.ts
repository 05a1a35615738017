import type { BulkLinks } from "./bulk-links";
import type { ObjectsCalls } from "./object-protocol";
import { type ObjectsRun, runObjects } from "./objects-run";

type Objects = { calls: ObjectsCalls; setVisible(isVisible: boolean): void };

/** The page holds what it is told: beyond this it asks first. */
const mostUnasked = 50_000;

/** Lists of objects, over a connection of their own. */
export function createObjectsCalls(bulk: BulkLinks, most = mostUnasked): Objects {
  const runs = new Map<string, ObjectsRun>();
  let isVisible = true;
  const calls: ObjectsCalls = {
    async openObjects(run, { connectionId, bucket }, hear) {
      const { link, release } = bulk.take(connectionId);
      const opened = runObjects({ bucket, link, most, isVisible, hear });
      runs.set(run, opened);
      try {
        return await opened.ended;
      } finally {
        // It takes a moment to leave nothing behind, and may have been opened again meanwhile.
        if (runs.get(run) === opened) runs.delete(run);
        release();
      }
    },
    listAllObjects: (run) => runs.get(run)?.listAll(),
    closeObjects: (run) => runs.get(run)?.close(),
  };
  return {
    calls,
    setVisible(next) {
      isVisible = next;
      for (const run of runs.values()) run.setVisible(next);
    },
  };
}
