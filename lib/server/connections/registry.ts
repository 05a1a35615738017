import { isDeepStrictEqual } from "node:util";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { Target } from "./target";
import { type ConnectionWatch, watchConnection } from "./watch";

/** The console's connections: one watch each, whatever the number of tabs. */
export type Registry = {
  /** In the order in which they are shown; the first is the default where none was chosen. */
  list(): RegisteredConnection[];
  get(id: string): ConnectionWatch | undefined;
  target(id: string): Target | undefined;
  /** Adds a connection, or puts it in the place of the one with its id. */
  put(target: Target): void;
  remove(id: string): void;
  /** Calls back with the id of each that was replaced or removed, after it was. */
  onChanged(listener: (id: string) => void): void;
  /** Calls back with the id of each whose watch was opened or closed, after it was: another name is the same way. */
  onListed(listener: (id: string) => void): void;
  close(): Promise<void>;
};

/** A connection and how it is. */
export type RegisteredConnection = { target: Target; status: ConnectionStatus };

/** Who wants to hear how a connection is. */
export type RegistryOptions = { onStatus?: (id: string, status: ConnectionStatus) => void };

type Entry = { target: Target; watch: ConnectionWatch | undefined };

/** Opens a watch for each target; a direct one is the browser's own, so nobody watches it. */
export function createRegistry(
  targets: Target[],
  { onStatus = () => {} }: RegistryOptions = {},
): Registry {
  const entries = new Map<string, Entry>();
  const listeners: ((id: string) => void)[] = [];
  const listed: ((id: string) => void)[] = [];
  const endings = new Set<Promise<void>>();

  const open = (target: Target) => {
    const watch =
      target.transport === "direct"
        ? undefined
        : watchConnection(target, { onChange: (status) => onStatus(target.id, status) });
    entries.set(target.id, { target, watch });
  };
  const endWatch = (id: string) => {
    const watch = entries.get(id)?.watch;
    if (!watch) return;
    const ending = watch.close().finally(() => endings.delete(ending));
    endings.add(ending);
  };
  const tell = (id: string, those: readonly ((id: string) => void)[]) => {
    for (const listener of those) listener(id);
  };
  for (const target of targets) open(target);

  return {
    list: () =>
      [...entries.values()]
        .map(({ target, watch }) => ({ target, status: statusOf(target, watch) }))
        .sort((a, b) => rank(a.target) - rank(b.target)),
    get: (id) => entries.get(id)?.watch,
    target: (id) => entries.get(id)?.target,
    put(target) {
      const known = entries.get(target.id);
      // In the same place of the list: a map keeps the order of its keys.
      if (known && isSameWay(known.target, target)) {
        entries.set(target.id, { target, watch: known.watch });
        return tell(target.id, listeners);
      }
      endWatch(target.id);
      open(target);
      tell(target.id, known ? [...listeners, ...listed] : listed);
    },
    remove(id) {
      endWatch(id);
      const isKnown = entries.delete(id);
      if (isKnown) tell(id, [...listeners, ...listed]);
    },
    onChanged: (listener) => void listeners.push(listener),
    onListed: (listener) => void listed.push(listener),
    async close() {
      for (const id of entries.keys()) endWatch(id);
      entries.clear();
      await Promise.all(endings);
    },
  };
}

/** True where they differ in how they look only. */
function isSameWay(one: Target, other: Target): boolean {
  const { label, colour, production } = one;
  return isDeepStrictEqual(one, { ...other, label, colour, production });
}

/** What this start was told comes before what was saved, whenever either was read. */
function rank({ source }: Target): number {
  if (source === "saved") return 2;
  return source === "config" ? 1 : 0;
}

function statusOf(target: Target, watch: ConnectionWatch | undefined): ConnectionStatus {
  return watch?.status() ?? { state: "direct", address: target.urls[0] ?? "" };
}
