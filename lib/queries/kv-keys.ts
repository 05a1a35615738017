import type { Remote } from "comlink";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { isEqual } from "@/lib/live/keep-equal";
import type { KeysFrame, KeysRow, KeysView } from "@/lib/model/kv-keys";
import { askWorker, askWorkerLive } from "@/lib/worker/client";
import type { KeysFileFormat, KeysPart } from "@/lib/worker/kv-protocol";
import type { NatsWorker } from "@/lib/worker/protocol";

/** What the keys of a bucket have told, and why there is nothing more. */
export type KeysTold = { frame: KeysFrame | undefined; error: AppError | undefined };

/** The keys of a bucket, which stay in the worker, as the page sees them. */
export type KeysSession = {
  run: string;
  subscribe: (changed: () => void) => () => void;
  told: () => KeysTold;
  look: (view: KeysView) => void;
  /** Lists everything where that asks first, or goes on where it was stopped. */
  listAll: () => void;
  stop: () => void;
  listInView: (
    part: KeysPart,
    most: number,
  ) => Promise<Reading<{ keys: string[]; isAll: boolean }>>;
  findRow: (row: { key: string } | { prefix: string }) => Promise<Reading<number | null>>;
  /** What is looked at, as a file. */
  save: (format: KeysFileFormat) => Promise<Reading<Blob>>;
};

let runs = 0;

/** Lists as long as somebody hears it, once it is said what is looked at. */
export function createKeysSession(connectionId: string, bucket: string): KeysSession {
  const run = `keys ${++runs}`;
  const listeners = new Set<() => void>();
  let told: KeysTold = { frame: undefined, error: undefined };
  let view: KeysView | undefined;
  let opening = 0;
  const isOpen = () => opening % 2 === 1;
  const tell = (next: KeysTold) => {
    told = next;
    for (const listener of listeners) listener();
  };
  const ask = <T>(question: (worker: Remote<NatsWorker>) => Promise<Reading<T>>) =>
    askWorker(question);
  const give = (say: (worker: Remote<NatsWorker>) => Promise<void>) => {
    if (isOpen()) void ask(async (worker) => ({ ok: true, value: await say(worker) }));
  };
  const open = () => {
    if (!view || isOpen() || listeners.size === 0) return;
    const mine = ++opening;
    const hear = (frame: KeysFrame) => {
      if (mine !== opening) return;
      tell({ frame: { ...frame, rows: keepRows(told.frame?.rows, frame.rows) }, error: undefined });
    };
    const start = { connectionId, bucket, view };
    void askWorkerLive(hear, (worker, listen) => worker.openKeys(run, start, listen)).then(
      (end) => !end.ok && mine === opening && tell({ ...told, error: end.error }),
    );
  };
  const close = () => {
    give((worker) => worker.closeKeys(run));
    if (isOpen()) opening++;
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
    look(next) {
      view = next;
      if (isOpen()) give((worker) => worker.lookAtKeys(run, next));
      else open();
    },
    listAll: () => give((worker) => worker.listAllKeys(run)),
    stop: () => give((worker) => worker.stopKeys(run)),
    listInView: (part, most) => ask((worker) => worker.listKeysInView(run, part, most)),
    findRow: (row) => ask((worker) => worker.findKeysRow(run, row)),
    save: (format) => ask((worker) => worker.saveKeysList(run, format)),
  };
}

/** Rows that say the same are the same objects: the page draws only what has changed. */
function keepRows(old: readonly KeysRow[] | undefined, fresh: KeysRow[]): KeysRow[] {
  if (!old) return fresh;
  const before = new Map(old.map((row) => [nameOf(row), row]));
  return fresh.map((row) => {
    const known = before.get(nameOf(row));
    return known && isSameRow(known, row) ? known : row;
  });
}

function nameOf(row: KeysRow): string {
  return row.kind === "key" ? `key ${row.key}` : `branch ${row.prefix}`;
}

function isSameRow(one: KeysRow, other: KeysRow): boolean {
  return isEqual(one, withAgeOf(one, other));
}

/** How long ago it changed grows by itself: no other row for that. */
function withAgeOf(one: KeysRow, row: KeysRow): KeysRow {
  if (row.kind !== "key" || one.kind !== "key" || !row.state || !one.state) return row;
  const { changedAgoMs } = one.state;
  if ((changedAgoMs === undefined) !== (row.state.changedAgoMs === undefined)) return row;
  return { ...row, state: { ...row.state, changedAgoMs } };
}

/** Loads what lists keys before somebody waits for it. */
export function prepareKeys(): void {
  void askWorker(async (worker) => ({ ok: true, value: await worker.prepareKeys() }));
}
