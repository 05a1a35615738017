import type { ConnectionList } from "@/lib/model/connection";
import type { Surroundings } from "./check-draft";

/** What a draft is checked against: the other connections, and how this page came. */
export function toSurroundings({ connections }: ConnectionList, ownId?: string): Surroundings {
  const others = connections.filter(({ id }) => id !== ownId);
  return {
    otherLabels: others.map(({ label }) => label),
    isHttps: typeof location !== "undefined" && location.protocol === "https:",
  };
}
