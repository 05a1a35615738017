import { queryOptions } from "@tanstack/react-query";
import type { StoreCount, StoreRow } from "@/lib/model/object-store";
import { toStoreRow } from "@/lib/model/store-row";
import type { StreamRow } from "@/lib/model/streams";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** Of a stream that has not changed the row is the same object as before. */
const known = new WeakMap<StreamRow, StoreRow>();

/** The object stores among streams, in their order. */
export function storeRows(streams: readonly StreamRow[]): StoreRow[] {
  return streams.flatMap((stream) => {
    const before = known.get(stream);
    if (before) return [before];
    const row = toStoreRow(stream);
    if (!row) return [];
    known.set(stream, row);
    return [row];
  });
}

/** What was counted, and of which state of the store. */
type Counted = StoreCount & { mark: string };

/** While an upload runs, its store changes at every look. */
const beatMs = 5_000;

/** A store's objects, counted when something in it has changed; a few stores at a time. */
export function storeCountQuery(connectionId: string, row: StoreRow) {
  const queryKey = [connectionId, "store-count", row.name];
  const mark = `${row.createdMs} ${row.lastSequence} ${row.messages}`;
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<Counted> => {
      const before = client.getQueryData<Counted>(queryKey);
      if (before?.mark === mark) return before;
      const count = await inTurn(() =>
        unwrap(askWorker((worker) => worker.countObjects(connectionId, row.name))),
      );
      return { ...count, mark };
    },
    staleTime: beatMs,
    refetchInterval: beatMs,
    networkMode: "always",
    retry: false,
  });
}

const mostAtOnce = 4;
const waiting: (() => void)[] = [];
let running = 0;

/** A hundred stores are not asked at once, over the connection that all else goes by. */
async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((go) => waiting.push(go));
  running++;
  try {
    return await ask();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
