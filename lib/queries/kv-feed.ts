import type { Remote } from "comlink";
import type { AppError } from "@/lib/errors/app-error";
import type { KvFeedFrame, KvFeedOrder, KvFeedRow } from "@/lib/model/kv-feed";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import type { NatsWorker } from "@/lib/worker/protocol";

/** What a feed has told: the newest rows first, as many as are kept. */
export type KvFeedTold = {
  frame: KvFeedFrame | undefined;
  rows: readonly KvFeedRow[];
  error: AppError | undefined;
};

/** A feed of changes that runs in the worker, as the page sees it. */
export type KvFeed = {
  subscribe: (changed: () => void) => () => void;
  told: () => KvFeedTold;
  pause: (isPaused: boolean) => void;
  clear: () => void;
  /** At most so many rows are kept. */
  keep: (most: number) => void;
};

const nothing: KvFeedTold = { frame: undefined, rows: [], error: undefined };
let runs = 0;

/** Listens as long as somebody hears it; the worker begins with the first, and ends with the last. */
export function createKvFeed(connectionId: string, order: KvFeedOrder): KvFeed {
  const run = `kv-feed ${++runs}`;
  const listeners = new Set<() => void>();
  let told = nothing;
  let most = 1_000;
  let clears = 0;
  let opening = 0;
  const isOpen = () => opening % 2 === 1;
  const tell = (next: KvFeedTold) => {
    told = next;
    for (const listener of listeners) listener();
  };
  const give = (ask: (worker: Remote<NatsWorker>) => Promise<void>) => {
    if (isOpen()) void askWorker(async (worker) => ({ ok: true, value: await ask(worker) }));
  };
  const open = () => {
    const mine = ++opening;
    clears = 0;
    told = nothing;
    const hear = (frame: KvFeedFrame) => {
      if (mine !== opening || frame.clears !== clears) return;
      const rows = frame.rows.length === 0 ? told.rows : toRows(frame.rows, told.rows, most);
      const error = frame.state.state === "ended" ? frame.state.error : undefined;
      tell({ frame, rows, error });
    };
    void askWorkerLive(hear, (worker, listen) =>
      worker.openKvFeed(run, { connectionId, order }, listen),
    ).then((end) => !end.ok && mine === opening && tell({ ...told, error: end.error }));
  };
  return {
    subscribe(changed) {
      listeners.add(changed);
      if (listeners.size === 1) open();
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        give((worker) => worker.closeKvFeed(run));
        opening++;
      };
    },
    told: () => told,
    pause: (isPaused) => give((worker) => worker.pauseKvFeed(run, isPaused)),
    clear() {
      clears++;
      give((worker) => worker.clearKvFeed(run));
      const { frame } = told;
      const counts = { came: 0, deletions: 0, bytes: 0, leftOut: 0, held: 0 };
      tell({
        ...told,
        rows: [],
        frame: frame && {
          ...frame,
          gaps: [],
          counts: { ...counts, missed: frame.counts.missed === undefined ? undefined : 0n },
        },
      });
    },
    keep(next) {
      most = next;
      if (told.rows.length > most) tell({ ...told, rows: told.rows.slice(0, most) });
    },
  };
}

/** The newest first, the oldest beyond what is kept left out. */
function toRows(fresh: readonly KvFeedRow[], kept: readonly KvFeedRow[], most: number) {
  return [...fresh.toReversed(), ...kept].slice(0, most);
}
