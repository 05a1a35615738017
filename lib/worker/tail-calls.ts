import type { Reading } from "@/lib/errors/app-error";
import type { OpenThread } from "./bounded-thread";
import type { BulkLinks } from "./bulk-links";
import { toTailFile } from "./tail-export";
import type { TailCalls } from "./tail-protocol";
import { createTailRegex } from "./tail-regex";
import { runTail, type TailRun } from "./tail-run";

type Tails = { calls: TailCalls; setVisible(isVisible: boolean): void };

type Opened = { run: TailRun; end: () => void };

/** What the page asks about what flows, over a connection of its own. */
export function createTailCalls(bulk: BulkLinks, openThread: OpenThread = openRegexThread): Tails {
  const runs = new Map<string, Opened>();
  let isVisible = true;
  const runOf = (run: string) => runs.get(run)?.run;
  const gone: Reading<never> = {
    ok: false,
    error: { kind: "cancelled", what: "This message" },
  };
  const calls: TailCalls = {
    openTail: (run, start, hear) =>
      new Promise((settle) => {
        const { link, release } = bulk.take(start.connectionId);
        const regex = createTailRegex(openThread);
        const opened = runTail({ ...start, link, regex, isVisible, hear });
        runs.set(run, {
          run: opened,
          end: () => {
            opened.close();
            release();
            runs.delete(run);
            settle({ ok: true, value: null });
          },
        });
      }),
    setTail: (run, settings) => runOf(run)?.set(settings),
    lookAtTail: (run, view) => runOf(run)?.look(view),
    clearTail: (run) => runOf(run)?.clear(),
    closeTail: (run) => runs.get(run)?.end(),
    getTailMessage: (run, no) => {
      const found = runOf(run);
      return Promise.resolve(found ? { ok: true, value: found.get(no) ?? null } : gone);
    },
    exportTail: (run) => {
      const found = runOf(run);
      return Promise.resolve(found ? { ok: true, value: toTailFile(found.kept()) } : gone);
    },
  };
  return {
    calls,
    setVisible(next) {
      isVisible = next;
      for (const { run } of runs.values()) run.setVisible(next);
    },
  };
}

/** A thread below this one. */
function openRegexThread() {
  return new Worker(new URL("./tail-regex.worker.ts", import.meta.url), { name: "expression" });
}
