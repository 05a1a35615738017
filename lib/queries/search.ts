import type { AppError } from "@/lib/errors/app-error";
import type { MessageRow } from "@/lib/model/message-page";
import type { SearchFrame, SearchOrder, SearchProgress, SearchState } from "@/lib/model/search";
import { askWorker, askWorkerLive } from "@/lib/worker/client";

/** What is searched, and how; where it goes on is the session's own. */
export type SearchPlan = Omit<SearchOrder, "at" | "isCostAccepted" | "mostRows">;

/** What a search has told, over all its stops. */
export type SearchTold = {
  state: SearchState | { state: "failed"; error: AppError };
  progress: SearchProgress | undefined;
  /** In the order in which they were found. */
  rows: readonly MessageRow[];
};

/** A search that runs in the worker, as the page sees it. */
export type SearchSession = {
  subscribe: (changed: () => void) => () => void;
  told: () => SearchTold;
  /** Begins, at a place that an earlier one had come to, or goes on after `leave`. */
  begin: (at: bigint | undefined) => void;
  stop: () => void;
  /** Goes on after a stop; `isCostAccepted` when somebody said yes to what it reads. */
  resume: (isCostAccepted?: boolean) => void;
  /** From its beginning. */
  restart: () => void;
  /** Nobody looks any more. */
  leave: () => void;
};

/** So many hits are kept; the others are counted. */
const mostHits = 5_000;

const nothing: SearchTold = { state: { state: "opening" }, progress: undefined, rows: [] };
let runs = 0;

/** Searches through a stream; it rests until it is begun. */
export function createSearchSession(connectionId: string, plan: SearchPlan): SearchSession {
  const listeners = new Set<() => void>();
  let told = nothing;
  let firstAt: bigint | undefined;
  let isCostAccepted = false;
  let run: { name: string; isStopped: boolean } | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let turn = 0;
  const tell = (next: SearchTold) => {
    told = next;
    for (const listener of listeners) listener();
  };

  const go = async () => {
    const mine = ++turn;
    stopRun();
    // What the one before came to is known at its end.
    await ended;
    if (mine !== turn) return;
    const begun = told;
    const now = { name: `search ${++runs}`, isStopped: false };
    run = now;
    const order: SearchOrder = {
      ...{ ...plan, isCostAccepted, at: begun.progress?.next ?? firstAt },
      mostRows: mostHits - begun.rows.length,
    };
    tell({ ...told, state: { state: "opening" } });
    const hear = (frame: SearchFrame) => {
      const state = now.isStopped ? { state: "stopped" as const } : frame.state;
      const rows = frame.rows.length > 0 ? [...told.rows, ...frame.rows] : told.rows;
      tell({ state, rows, progress: sum(begun.progress, frame.progress) });
    };
    ended = askWorkerLive(hear, (worker, listen) =>
      worker.openSearch(now.name, connectionId, order, listen),
    ).then((end) => {
      if (run === now) run = undefined;
      if (!end.ok && !now.isStopped)
        tell({ ...told, state: { state: "failed", error: end.error } });
    });
  };
  const stopRun = () => {
    const now = run;
    if (!now || now.isStopped) return;
    now.isStopped = true;
    void askWorker(async (worker) => ({ ok: true, value: await worker.closeSearch(now.name) }));
  };

  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    told: () => told,
    begin(at) {
      firstAt ??= at;
      void go();
    },
    stop() {
      turn++;
      stopRun();
      tell({ ...told, state: { state: "stopped" } });
    },
    resume(isAccepted = false) {
      isCostAccepted ||= isAccepted;
      void go();
    },
    restart() {
      stopRun();
      const before = ended;
      turn++;
      void before.then(() => {
        firstAt = undefined;
        tell(nothing);
        void go();
      });
    },
    leave() {
      turn++;
      stopRun();
    },
  };
}

function sum(
  before: SearchProgress | undefined,
  now: SearchProgress | undefined,
): SearchProgress | undefined {
  if (!before || !now) return now ?? before;
  return {
    ...now,
    from: before.from,
    messages: before.messages + now.messages,
    bytes: before.bytes + now.bytes,
    hits: before.hits + now.hits,
  };
}
