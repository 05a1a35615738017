import type { Snapshot } from "@/lib/model/snapshot";
import type { Trouble } from "@/lib/model/trouble";
import { consumerTroubles } from "./trouble-consumers";
import { eventTroubles } from "./trouble-events";
import { clientTroubles, limitTroubles } from "./trouble-limits";
import { serverTroubles } from "./trouble-servers";
import { streamTroubles } from "./trouble-streams";

/**
 * What is wrong on a connection, the worst first. What is not known is no trouble. Those that were told before go away
 * a little later than they come, so that nothing flickers.
 */
export function findTroubles(snapshot: Snapshot, before: readonly Trouble[] = []): Trouble[] {
  const all = [
    ...serverTroubles(snapshot),
    ...limitTroubles(snapshot),
    ...streamTroubles(snapshot),
    ...consumerTroubles(snapshot, before),
    ...clientTroubles(snapshot),
    ...eventTroubles(snapshot),
  ];
  return all.toSorted((one, other) => rank[one.severity] - rank[other.severity]);
}

const rank: Record<Trouble["severity"], number> = { trouble: 0, attention: 1, info: 2 };
