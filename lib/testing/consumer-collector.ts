import type { ConsumerRow, ConsumersDelta } from "@/lib/model/consumers";
import { createCollectors } from "@/lib/server/collector/collectors";
import { createRegistry } from "@/lib/server/connections/registry";
import type { Target } from "@/lib/server/connections/target";
import { createCollectorApi } from "@/lib/server/http/api-collector";
import { targetOf } from "./connect";
import { until } from "./until";

/** A collector of a server, and the program's way to what it knows of consumers; `cleanUp` gets its end. */
export function collectConsumers(
  cleanUp: (() => unknown)[],
  url: string,
  more: Partial<Target> = {},
) {
  const target = { ...targetOf(url), ...more };
  const registry = createRegistry([target]);
  const collectors = createCollectors(registry, "admin");
  cleanUp.push(async () => {
    await collectors.close();
    await registry.close();
  });
  const read = (since?: string): ConsumersDelta => {
    const collector = collectors.get(target.id);
    if (!collector) throw new Error("no collector");
    return collector.consumers(since);
  };
  const reads = (what: string, check: (now: ConsumersDelta) => unknown, withinMs = 10_000) =>
    until(
      what,
      () => {
        const now = read();
        return check(now) ? now : undefined;
      },
      withinMs,
    );
  const row = (name: string) => read().rows.find((one) => one.name === name);
  const rowWhen = (
    what: string,
    name: string,
    check: (row: ConsumerRow) => unknown,
    withinMs = 10_000,
  ) =>
    until(
      what,
      () => {
        const now = row(name);
        return now && check(now) ? now : undefined;
      },
      withinMs,
    );
  const api = createCollectorApi({ registry, collectors });
  return { api, read, reads, row, rowWhen };
}
