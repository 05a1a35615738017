import type { AppError } from "@/lib/errors/app-error";
import type { ObjectsFrame, ObjectsState } from "@/lib/model/object-list";
import type { ObjectInfo } from "@/lib/model/objects";
import { askWorker, askWorkerLive } from "@/lib/worker/client";

/** What a store's list has told so far. Each time it is another one, and so is its map: what is drawn hangs on that. */
export type ObjectsTold = {
  objects: ReadonlyMap<string, ObjectInfo>;
  /** Undefined before the first answer. */
  state: ObjectsState | undefined;
  /** Metadata that says nothing that can be read. */
  unread: number;
};

/** The objects of a store as the page sees them. */
export type ObjectsSession = {
  subscribe: (changed: () => void) => () => void;
  told: () => ObjectsTold;
  /** Lists also what is beyond the limit. */
  listAll: () => void;
};

/** Nothing was told yet. */
export const noObjectsTold: ObjectsTold = { objects: new Map(), state: undefined, unread: 0 };

let runs = 0;

/** Lists as long as somebody hears it; the worker begins with the first, and ends with the last. */
export function createObjectsSession(connectionId: string, bucket: string): ObjectsSession {
  const run = `objects ${++runs}`;
  const listeners = new Set<() => void>();
  let told = noObjectsTold;
  let opening = 0;
  const tell = (next: ObjectsTold) => {
    told = next;
    for (const listener of listeners) listener();
  };
  const fail = (error: AppError) => tell({ ...told, state: { is: "failed", error } });
  const give = (say: "listAllObjects" | "closeObjects") =>
    void askWorker(async (worker) => ({ ok: true, value: await worker[say](run) }));
  const open = () => {
    const mine = ++opening;
    let objects = new Map<string, ObjectInfo>();
    told = noObjectsTold;
    const hear = ({ changed, gone, unread, state }: ObjectsFrame) => {
      if (mine !== opening) return;
      // Another one, so that who shows it sees that it has changed; of 50,000 that takes some milliseconds.
      if (changed.length > 0 || gone.length > 0) objects = new Map(objects);
      for (const name of gone) objects.delete(name);
      for (const info of changed) objects.set(info.name, info);
      tell({ objects, state, unread });
    };
    void askWorkerLive(hear, (worker, listen) =>
      worker.openObjects(run, { connectionId, bucket }, listen),
    ).then((end) => !end.ok && mine === opening && fail(end.error));
  };
  return {
    subscribe(changed) {
      listeners.add(changed);
      if (listeners.size === 1) open();
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        give("closeObjects");
        opening++;
      };
    },
    told: () => told,
    listAll: () => give("listAllObjects"),
  };
}
