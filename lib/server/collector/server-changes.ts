import type { ServerList } from "@/lib/model/servers";
import type { Happening } from "@/lib/nats/advisory";

/** What happened between two lists of the same servers. */
export function compareServers(before: ServerList | undefined, now: ServerList): Happening[] {
  if (!before) return [];
  const was = new Map(before.servers.map(({ name, isAnswering }) => [name, isAnswering]));
  const changes = now.servers.flatMap(({ name, isAnswering }): Happening[] => {
    const before = was.get(name);
    if (before === undefined || before === isAnswering) return [];
    return isAnswering
      ? [{ kind: "server-back", severity: "info", server: name }]
      : [{ kind: "server-gone", severity: "trouble", server: name }];
  });
  const leader = now.meta?.leader;
  const isElected = before.meta !== undefined && leader !== undefined;
  if (isElected && leader !== before.meta?.leader)
    changes.push({ kind: "meta-leader", severity: "info", leader });
  return changes;
}
