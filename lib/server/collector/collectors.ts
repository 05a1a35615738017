import type { RoleName } from "@/lib/model/role";
import type { Registry } from "@/lib/server/connections/registry";
import { type Collector, createCollector } from "./collector";
import type { HistorySink } from "./history-feed";
import type { PastSource } from "./last-hour";

/** The collectors of all connections, one each, whatever the number of tabs. */
export type Collectors = {
  /** Undefined for a connection that is not there, and for one that the browser opens itself. */
  get(id: string): Collector | undefined;
  close(): Promise<void>;
};

/** Collects for every connection of the registry what the role may know, and follows what becomes of them. */
export function createCollectors(
  registry: Pick<Registry, "list" | "get" | "target" | "onListed">,
  role: RoleName,
  history?: HistorySink & PastSource,
): Collectors {
  const collectors = new Map<string, Collector>();
  const endings = new Set<Promise<void>>();
  let isClosed = false;

  const end = (id: string) => {
    const collector = collectors.get(id);
    if (!collector) return;
    collectors.delete(id);
    const ending = collector.close().finally(() => endings.delete(ending));
    endings.add(ending);
  };
  const renew = (id: string) => {
    end(id);
    const target = registry.target(id);
    const watch = registry.get(id);
    if (target && watch && !isClosed)
      collectors.set(id, createCollector({ target, watch, role, history }));
  };
  for (const { target } of registry.list()) renew(target.id);
  registry.onListed(renew);

  return {
    get: (id) => collectors.get(id),
    async close() {
      isClosed = true;
      for (const id of [...collectors.keys()]) end(id);
      await Promise.all(endings);
    },
  };
}
