import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import { eventTroubles } from "./trouble-events";
import { clientTroubles, limitTroubles } from "./trouble-limits";
import { serverTroubles } from "./trouble-servers";
import { streamTroubles } from "./trouble-streams";

/** What is wrong on a connection, the worst first. What is not known is no trouble. */
export function findTroubles(snapshot: Snapshot): Trouble[] {
  const all = [
    ...serverTroubles(snapshot),
    ...limitTroubles(snapshot),
    ...streamTroubles(snapshot),
    ...clientTroubles(snapshot),
    ...eventTroubles(snapshot),
  ];
  return all.toSorted((one, other) => rank[one.severity] - rank[other.severity]);
}

const rank: Record<Trouble["severity"], number> = { trouble: 0, attention: 1, info: 2 };
