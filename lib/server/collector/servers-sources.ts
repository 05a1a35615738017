import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { askServers, type ServerAnswers } from "@/lib/nats/servers";
import type { ServersSource } from "@/lib/nats/servers-reader";
import type { Grant } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";
import type { Target } from "@/lib/server/connections/target";
import type { ConnectionWatch } from "@/lib/server/connections/watch";
import { fetchServers } from "@/lib/server/monitoring/servers";
import { describeSystemAway } from "./away";

/** Where the servers' figures can come from. */
export type SourcesOptions = {
  target: Pick<Target, "monitoringUrl" | "tls">;
  system: ConnectionWatch | undefined;
  grant: Grant;
};

/**
 * Who is asked for the servers' figures: whoever has the system account's credentials asks there and nowhere else;
 * others what the account imports from it, then the monitoring URL. The credentials and the URL are the console's own;
 * over the account's connection nobody learns more than the role could ask for.
 */
export function sourcesOf({
  target,
  system,
  grant,
}: SourcesOptions): (nc: NatsConnection | undefined) => ServersSource[] {
  if (system) return () => [{ by: "system-account", ask: (asked) => askSystem(system, asked) }];
  const { monitoringUrl, tls } = target;
  const monitoring: ServersSource[] = monitoringUrl
    ? [{ by: "monitoring", ask: (asked) => fetchServers(monitoringUrl, { ...asked, tls }) }]
    : [];
  const refused = refusedBy(grant);
  const imports = (nc: NatsConnection): ServersSource => ({
    by: "import",
    ask: async (asked) =>
      refused ? { varz: refused, jsz: undefined, health: undefined } : askServers(nc, asked),
  });
  return (nc) => [...(nc ? [imports(nc)] : []), ...monitoring];
}

const subject = "$SYS.REQ.SERVER.PING.VARZ";

function refusedBy(grant: Grant): Reading<never> | undefined {
  if (mayPublish(grant, subject)) return undefined;
  const { role, readOnly } = grant;
  const by = {
    ...{ who: "role" as const, role, readOnly },
    rolesThatMay: rolesThatMay(grant, "publish", subject),
  };
  return {
    ok: false,
    error: {
      ...{ kind: "permission", what: "The servers' figures", operation: "publish", subject },
      by,
    },
  };
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
