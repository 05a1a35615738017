import { queryOptions } from "@tanstack/react-query";
import type { Remote } from "comlink";
import type { AppError } from "@/lib/errors/app-error";
import type { TailFrame, TailOrder, TailRates, TailSettings, TailView } from "@/lib/model/tail";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import type { NatsWorker } from "@/lib/worker/protocol";
import { unwrap } from "./unwrap";

/** What a tail has told, and why there is nothing more. */
export type TailTold = { frame: TailFrame | undefined; error: AppError | undefined };

/** A tail that runs in the worker, as the page sees it. */
export type TailSession = {
  run: string;
  subscribe: (changed: () => void) => () => void;
  told: () => TailTold;
  set: (settings: TailSettings) => void;
  look: (view: TailView) => void;
  clear: () => void;
};

let runs = 0;

/** Listens as long as somebody hears it; the worker begins with the first, and ends with the last. */
export function createTailSession(connectionId: string, order: TailOrder): TailSession {
  const run = `tail ${++runs}`;
  const listeners = new Set<() => void>();
  let told: TailTold = { frame: undefined, error: undefined };
  let settings: TailSettings | undefined;
  let view: TailView | undefined;
  let opening = 0;
  const tell = (next: TailTold) => {
    told = next;
    for (const listener of listeners) listener();
  };
  const give = (ask: (worker: Remote<NatsWorker>) => Promise<void>) => {
    if (opening % 2 === 0) return;
    void askWorker(async (worker) => ({ ok: true, value: await ask(worker) }));
  };
  const open = () => {
    if (!settings || !view || opening % 2 === 1) return;
    const mine = ++opening;
    const start = { connectionId, order, settings, view };
    const hear = (frame: TailFrame) => {
      if (mine !== opening) return;
      tell({
        frame: { ...frame, rates: keepRates(told.frame?.rates, frame.rates) },
        error: undefined,
      });
    };
    void askWorkerLive(hear, (worker, listen) => worker.openTail(run, start, listen)).then(
      (end) => !end.ok && mine === opening && tell({ ...told, error: end.error }),
    );
  };
  const close = () => {
    give((worker) => worker.closeTail(run));
    if (opening % 2 === 1) opening++;
  };
  return {
    run,
    subscribe(changed) {
      listeners.add(changed);
      if (listeners.size === 1) open();
      return () => {
        listeners.delete(changed);
        if (listeners.size === 0) close();
      };
    },
    told: () => told,
    set(next) {
      settings = next;
      give((worker) => worker.setTail(run, next));
    },
    look(next) {
      view = next;
      give((worker) => worker.lookAtTail(run, next));
    },
    clear: () => give((worker) => worker.clearTail(run)),
  };
}

/** The same object until there is a new second: a chart is not drawn anew with each frame. */
function keepRates(old: TailRates | undefined, next: TailRates): TailRates {
  const isSame = old && old.of === next.of && old.atMs.at(-1) === next.atMs.at(-1);
  return isSame && old.branch.length === next.branch.length ? old : next;
}

/** A message that is kept; null once it is not. It stays what it was when it was opened. */
export function tailMessageQuery(run: string, no: number) {
  return queryOptions({
    queryKey: ["tail", run, String(no)],
    queryFn: () => unwrap(askWorker((worker) => worker.getTailMessage(run, no))),
    // A body is not kept once nobody looks at it.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
    retry: false,
  });
}

/** All that a tail keeps, as a file of JSON lines. */
export function exportTail(run: string): Promise<Blob> {
  return unwrap(askWorker((worker) => worker.exportTail(run)));
}
