import type { Reading } from "@/lib/errors/app-error";
import type { BulkLinks } from "./bulk-links";
import { type KeysLimits, keysLimits } from "./keys-desk";
import { createTurns } from "./keys-lister";
import { type KeysRun, runKeys } from "./keys-run";
import type { KeysCalls } from "./kv-protocol";
import type { Link } from "./link";

type Keys = { calls: KeysCalls; setVisible(isVisible: boolean): void };

/** What the page asks about the keys of a bucket, over a connection of its own. */
export function createKeysCalls(
  bulk: BulkLinks,
  linkOf: (connectionId: string) => Link,
  limits: KeysLimits = keysLimits,
): Keys {
  const turns = createTurns();
  const runs = new Map<string, KeysRun>();
  let isVisible = true;
  const gone: Reading<never> = { ok: false, error: { kind: "cancelled", what: "The keys" } };
  const ofRun = <T>(run: string, read: (opened: KeysRun) => T): Promise<Reading<T>> => {
    const opened = runs.get(run);
    return Promise.resolve(opened ? { ok: true, value: read(opened) } : gone);
  };
  const calls: KeysCalls = {
    prepareKeys: () => undefined,
    async openKeys(run, start, hear) {
      const { link, release } = bulk.take(start.connectionId);
      const quick = linkOf(start.connectionId);
      const opened = runKeys({ ...start, link, quick, turns, limits, isVisible, hear });
      runs.set(run, opened);
      try {
        return await opened.ended;
      } finally {
        // It takes a moment to leave nothing behind, and may have been opened again meanwhile.
        if (runs.get(run) === opened) runs.delete(run);
        release();
      }
    },
    lookAtKeys: (run, view) => runs.get(run)?.look(view),
    listAllKeys: (run) => runs.get(run)?.listAll(),
    stopKeys: (run) => runs.get(run)?.stop(),
    closeKeys: (run) => runs.get(run)?.close(),
    listKeysInView: (run, part, most) => ofRun(run, (opened) => opened.keysOf(part, most)),
    findKeysRow: (run, row) => ofRun(run, (opened) => opened.findRow(row) ?? null),
    async saveKeysList(run, format) {
      const opened = runs.get(run);
      return opened ? { ok: true, value: await opened.save(format) } : gone;
    },
  };
  return {
    calls,
    setVisible(next) {
      isVisible = next;
      for (const run of runs.values()) run.setVisible(next);
    },
  };
}
