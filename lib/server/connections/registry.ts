import type { ConnectionStatus } from "@/lib/model/connection";
import type { Target } from "./target";
import { type ConnectionWatch, watchConnection } from "./watch";

/** The console's connections: one watch each, whatever the number of tabs. */
export type Registry = {
  list(): RegisteredConnection[];
  get(id: string): ConnectionWatch | undefined;
  target(id: string): Target | undefined;
  /** Adds a connection, or puts it in the place of the one with its id. */
  put(target: Target): void;
  remove(id: string): void;
  /** Calls back with the id of each that was replaced or removed, after it was. */
  onChanged(listener: (id: string) => void): void;
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
  const endings = new Set<Promise<void>>();

  const open = (target: Target) => {
    const watch =
      target.transport === "direct"
        ? undefined
        : watchConnection(target, { onChange: (status) => onStatus(target.id, status) });
    entries.set(target.id, { target, watch });
  };
  const end = (id: string) => {
    const watch = entries.get(id)?.watch;
    if (!entries.delete(id) || !watch) return;
    const ending = watch.close().finally(() => endings.delete(ending));
    endings.add(ending);
  };
  const tell = (id: string) => {
    for (const listener of listeners) listener(id);
  };
  for (const target of targets) open(target);

  return {
    list: () =>
      [...entries.values()].map(({ target, watch }) => ({
        target,
        status: statusOf(target, watch),
      })),
    get: (id) => entries.get(id)?.watch,
    target: (id) => entries.get(id)?.target,
    put(target) {
      const isKnown = entries.has(target.id);
      end(target.id);
      open(target);
      if (isKnown) tell(target.id);
    },
    remove(id) {
      const isKnown = entries.has(id);
      end(id);
      if (isKnown) tell(id);
    },
    onChanged: (listener) => void listeners.push(listener),
    async close() {
      for (const id of [...entries.keys()]) end(id);
      await Promise.all(endings);
    },
  };
}

function statusOf(target: Target, watch: ConnectionWatch | undefined): ConnectionStatus {
  return watch?.status() ?? { state: "direct", address: target.urls[0] ?? "" };
}
