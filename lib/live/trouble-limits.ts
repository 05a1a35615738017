import { formatBytesText } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import { formatExact } from "@/lib/format/number";
import { formatServerName } from "@/lib/format/server-name";
import type { Use } from "@/lib/model/account";
import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import { forecastFullMs } from "./forecast";

/** JetStream's room, of the account and of each server. */
export function limitTroubles(snapshot: Snapshot): Trouble[] {
  const { jetstream, servers } = snapshot;
  const ofAccount = jetstream.value
    ? kinds.flatMap((kind) => accountUse(snapshot, kind, jetstream.value?.[kind]))
    : [];
  const ofServers = (servers.value?.servers ?? []).flatMap((server) =>
    kinds.flatMap((kind) => {
      const used = server.jetstream?.[kind];
      const who = `server ${server.id}`;
      const name = `Server ${formatServerName(server.name)}`;
      return used
        ? filled({ who, name, kind, used }).map((one) => ({ ...one, about: { server: server.id } }))
        : [];
    }),
  );
  return [...ofAccount, ...ofServers];
}

const kinds = ["storage", "memory"] as const;
type Kind = (typeof kinds)[number];

/** The account's own limit where it has one; what it fills by the hour is told before it is full. */
function accountUse(snapshot: Snapshot, kind: Kind, used: Use | undefined): Trouble[] {
  if (!used) return [];
  const now = filled({ who: "account", name: "The account", kind, used });
  if (now.some(({ severity }) => severity === "trouble")) return now;
  return [...now, ...forecast(snapshot, kind, used)];
}

type Filled = { who: string; name: string; kind: Kind; used: Use };

const nearPercent = 80n;
const fullPercent = 95n;

function filled({ who, name, kind, used: { usedBytes, limitBytes } }: Filled): Trouble[] {
  if (!limitBytes || usedBytes * 100n < limitBytes * nearPercent) return [];
  const isNearlyFull = usedBytes * 100n >= limitBytes * fullPercent;
  return [
    {
      id: `${who} ${kind}`,
      severity: isNearlyFull ? "trouble" : "attention",
      title: `${name} uses ${(usedBytes * 100n) / limitBytes}% of its JetStream ${kind}`,
      detail: `${formatBytesText(usedBytes)} of ${formatBytesText(limitBytes)}. When it is full, streams take no new messages.`,
      hint: "Purge or limit streams, or give it more room.",
    },
  ];
}

const soonMs = 24 * 3_600_000;

function forecast({ flow }: Snapshot, kind: Kind, { usedBytes, limitBytes }: Use): Trouble[] {
  if (!limitBytes) return [];
  const values = flow.values[kind === "storage" ? "storageBytes" : "memoryBytes"];
  const inMs = forecastFullMs({ atMs: flow.atMs, values, used: usedBytes, limit: limitBytes });
  if (inMs === undefined || inMs > soonMs) return [];
  return [
    {
      id: `account ${kind} forecast`,
      severity: inMs < 3_600_000 ? "trouble" : "attention",
      title: `JetStream ${kind} will be full in ${aboutDuration(inMs)}`,
      detail: `If it goes on as in the last minutes: ${formatBytesText(usedBytes)} of ${formatBytesText(limitBytes)} are used.`,
      hint: "Purge or limit streams, or give it more room.",
    },
  ];
}

/** Two units would promise more than a forecast holds. */
function aboutDuration(ms: number): string {
  const [value, unit] = formatDuration(ms).split(" ");
  return `about ${value} ${unit}`;
}

const muchPending = 1_048_576n;

/** Clients that read more slowly than they are sent to. */
export function clientTroubles(snapshot: Snapshot): Trouble[] {
  const grown = grownBy(snapshot.flow.values.slowConsumers);
  const slow: Trouble[] =
    grown > 0
      ? [
          {
            id: "slow-consumers",
            severity: "attention",
            title: `${formatExact(grown)} slow ${grown === 1 ? "consumer was" : "consumers were"} cut off in the last 15 minutes`,
            detail:
              "A client that reads too slowly is disconnected, and loses what it has not read.",
            hint: "Look at its callbacks and its network, or spread the work over more clients.",
          },
        ]
      : [];
  const pending = (snapshot.clients.value?.slowest ?? [])
    .filter(({ pendingBytes }) => pendingBytes >= muchPending)
    .map(
      ({ server, id, name, pendingBytes }): Trouble => ({
        id: `client ${server} ${id}`,
        severity: "attention",
        title: `Client ${name || `number ${id}`} does not keep up`,
        detail: `${formatBytesText(pendingBytes)} wait for it on server ${formatServerName(server)}.`,
        hint: "If it stays behind, the server cuts it off as a slow consumer.",
      }),
    );
  return [...slow, ...pending];
}

/** How much a counter has grown in sum; where it falls, its server began anew. */
function grownBy(counter: (number | null)[]): number {
  const known = counter.filter((value) => value !== null);
  return known.reduce((grown, value, index) => {
    const before = known[index - 1];
    return before === undefined ? grown : grown + Math.max(0, value - before);
  }, 0);
}
