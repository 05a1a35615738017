"use client";

import type { ConnectionSummary } from "@/lib/model/connection";
import type { PageName } from "@/lib/url/pages";
import type { RailFacts, RailTrouble } from "./rail-link";
import { useConnections } from "./shown-connection";

/** What the rail says of each page now; nothing of a page that nobody knows anything of yet. */
export function useRailFacts(
  connectionId: string | undefined,
): Partial<Record<PageName, RailFacts>> {
  const connections = useConnections();
  void connectionId;
  return {
    connections: { count: connections?.length, trouble: connectionTrouble(connections ?? []) },
  };
}

/** How many connections are not there, and how bad the worst of it is. */
function connectionTrouble(connections: readonly ConnectionSummary[]): RailTrouble | undefined {
  const refused = connections.filter(({ status }) => status.state === "refused").length;
  const lost = connections.filter(({ status }) => status.state === "lost").length;
  if (refused + lost === 0) return undefined;
  const words = [refused > 0 && `${refused} refused`, lost > 0 && `${lost} lost`];
  return {
    severity: refused > 0 ? "trouble" : "attention",
    words: words.filter(Boolean).join(", "),
  };
}
