import type { NatsConnection } from "@nats-io/nats-core";
import { askServers, type ServerAnswers } from "@/lib/nats/servers";
import type { ServersSource } from "@/lib/nats/servers-reader";
import type { Target } from "@/lib/server/connections/target";
import type { ConnectionWatch } from "@/lib/server/connections/watch";
import { fetchServers } from "@/lib/server/monitoring/servers";
import { describeSystemAway } from "./away";

/**
 * Who is asked for the servers' figures: whoever has the system account's credentials asks there and nowhere else;
 * others what the account imports from it, then the monitoring URL.
 */
export function sourcesOf(
  target: Pick<Target, "monitoringUrl" | "tls">,
  system: ConnectionWatch | undefined,
): (nc: NatsConnection) => ServersSource[] {
  if (system) return () => [{ by: "system-account", ask: (asked) => askSystem(system, asked) }];
  const { monitoringUrl, tls } = target;
  const monitoring: ServersSource[] = monitoringUrl
    ? [{ by: "monitoring", ask: (asked) => fetchServers(monitoringUrl, { ...asked, tls }) }]
    : [];
  return (nc) => [{ by: "import", ask: (asked) => askServers(nc, asked) }, ...monitoring];
}

async function askSystem(
  system: ConnectionWatch,
  asked: Parameters<typeof askServers>[1],
): Promise<ServerAnswers> {
  const nc = system.nats();
  if (nc) return askServers(nc, asked);
  const away = { ok: false as const, error: describeSystemAway(system.status()) };
  return { varz: away, jsz: undefined, health: undefined };
}
