import { formatAge, formatDuration } from "@/lib/format/duration";
import { formatServerName } from "@/lib/format/server-name";
import type { MetaGroup, ServerState } from "@/lib/model/servers";
import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import { advisoriesOf } from "./version-advisories";

/** Servers that are away, unwell, old, or wrong about the time; and JetStream without its leader. */
export function serverTroubles({ servers, answeredMs }: Snapshot): Trouble[] {
  const { value } = servers;
  if (!value) return [];
  return [
    ...(value.meta ? metaTroubles(value.meta, value.servers) : []),
    ...value.servers.flatMap((server) => [
      ...away(server, answeredMs),
      ...(server.isAnswering ? [...unwell(server), ...clock(server)] : []),
      ...certificate(server, answeredMs),
    ]),
    ...oldVersions(value.servers),
  ];
}

function away(server: ServerState, nowMs: number): Trouble[] {
  if (server.isAnswering) return [];
  return [
    {
      ...of(server, "away", "trouble"),
      title: `Server ${nameOf(server)} does not answer`,
      detail: `Its last figures came ${formatAge(nowMs - server.asOfMs)}.`,
      hint: "See that its process runs and that the others reach it.",
    },
  ];
}

function unwell(server: ServerState): Trouble[] {
  if (server.health.state !== "unwell") return [];
  return [
    {
      ...of(server, "unwell", "trouble"),
      title: `Server ${nameOf(server)} says that it is not healthy`,
      detail: `Its health check answers: ${withStop(server.health.why)}`,
    },
  ];
}

const clockWithinMs = 2_000;

function clock(server: ServerState): Trouble[] {
  const { clockOffsetMs } = server;
  if (Math.abs(clockOffsetMs) <= clockWithinMs) return [];
  const offset = formatDuration(Math.abs(clockOffsetMs));
  return [
    {
      ...of(server, "clock", "attention"),
      title: `The clock of ${nameOf(server)} is ${offset} ${clockOffsetMs > 0 ? "ahead" : "behind"}`,
      detail:
        "Compared with the console's clock. Times of messages and expiries are off by as much.",
      hint: "Set the clock of one or the other by NTP.",
    },
  ];
}

const dayMs = 24 * 3_600_000;

function certificate(server: ServerState, nowMs: number): Trouble[] {
  const { certificateEndsMs } = server;
  if (certificateEndsMs === undefined) return [];
  const restMs = certificateEndsMs - nowMs;
  if (restMs >= 21 * dayMs) return [];
  const title =
    restMs <= 0
      ? `The certificate of ${nameOf(server)} has expired`
      : `The certificate of ${nameOf(server)} ends in ${formatDuration(restMs)}`;
  return [
    {
      ...of(server, "certificate", restMs < 3 * dayMs ? "trouble" : "attention"),
      title,
      detail: "Once it has, nobody who checks it connects to this server any more.",
      hint: "Renew it and have the server reload its configuration.",
    },
  ];
}

function metaTroubles({ leader, offline, size }: MetaGroup, servers: ServerState[]): Trouble[] {
  const troubles: Trouble[] = [];
  const needed = Math.floor(size / 2) + 1;
  const left = size - servers.filter(({ isAnswering }) => !isAnswering).length;
  if (left < needed) {
    troubles.push({
      id: "meta-quorum",
      severity: "trouble",
      title: `JetStream has lost its quorum: ${Math.max(0, left)} of its ${size} servers ${left === 1 ? "is" : "are"} left`,
      detail: `No stream and no consumer can be created or changed, and those with replicas elsewhere stand still, until ${needed} are there.`,
      hint: "Bring the servers back that do not answer.",
    });
  } else if (leader === undefined) {
    troubles.push({
      id: "meta-leader",
      severity: "trouble",
      title: "JetStream is electing a leader",
      detail:
        "Until it has one, no stream and no consumer can be created or changed. This usually takes 4 to 9 seconds.",
      hint: `If it lasts, fewer than ${needed} of its ${size} servers are there.`,
    });
  }
  if (offline.length > 0) {
    const names = offline.map(formatServerName).join(", ");
    troubles.push({
      id: "meta-offline",
      severity: "attention",
      title: `${offline.length} of JetStream's ${size} servers ${offline.length === 1 ? "is" : "are"} offline`,
      detail: `${names}. Streams with a replica there have one less.`,
    });
  }
  return troubles;
}

/** Servers of one version are one trouble. */
function oldVersions(servers: ServerState[]): Trouble[] {
  const versions = [...new Set(servers.map(({ version }) => version))].sort();
  return versions.flatMap((version) => {
    const advisories = advisoriesOf(version);
    const [worst] = advisories;
    if (!worst) return [];
    const names = servers.filter((server) => server.version === version).map(nameOf);
    const many = advisories.length === 1 ? "a known weakness" : "known weaknesses";
    return [
      {
        id: `version ${version}`,
        severity: "attention" as const,
        title: `nats-server ${version} has ${advisories.length === 1 ? many : `${advisories.length} ${many}`}`,
        detail: `${names.join(", ")}: ${advisories.map(({ id, effect }) => `${effect} (${id})`).join("; ")}.`,
        hint: "2.14.0, 2.12.7, 2.11.16 and what follows them have none that is known here.",
      },
    ];
  });
}

function of(
  { id }: ServerState,
  what: string,
  severity: Trouble["severity"],
): Pick<Trouble, "id" | "severity" | "about"> {
  return { id: `server ${id} ${what}`, severity, about: { server: id } };
}

function nameOf({ name }: ServerState): string {
  return formatServerName(name);
}

function withStop(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
