import type { ConnectionSummary } from "@/lib/model/connection";
import type { Target } from "./target";
import { type ConnectionWatch, type WatchOptions, watchConnection } from "./watch";

/** The connections of this start: one watch each, whatever the number of tabs. */
export type Registry = {
  list(): ConnectionSummary[];
  get(id: string): ConnectionWatch | undefined;
  target(id: string): Target | undefined;
  close(): Promise<void>;
};

/** Opens a watch for each target. */
export function createRegistry(targets: Target[], options: WatchOptions = {}): Registry {
  const entries = new Map(
    targets.map((target) => [target.id, { target, watch: watchConnection(target, options) }]),
  );
  return {
    list: () => [...entries.values()].map(({ watch }) => watch.summary()),
    get: (id) => entries.get(id)?.watch,
    target: (id) => entries.get(id)?.target,
    async close() {
      await Promise.all([...entries.values()].map(({ watch }) => watch.close()));
    },
  };
}
