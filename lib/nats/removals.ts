import { groupsOf, peersOf, type Told } from "./servers-meta";

/** Tells a server that was taken out of JetStream's group, and is gone for good, from one that is only away. */
export type Removals = {
  /** What the servers say now. */
  hear(told: Told[]): void;
  isRemoved(name: string): boolean;
  /** Of others nothing is remembered. */
  keepOnly(names: string[]): void;
};

/** Remembers in whose group each server was. */
export function createRemovals(): Removals {
  let domains = new Map<string, string>();
  let peers = new Map<string, Set<string> | undefined>();
  return {
    hear(told) {
      const groups = groupsOf(told);
      for (const { domain, members } of groups) {
        for (const { name } of members) domains.set(name, domain);
      }
      peers = new Map(groups.map((group) => [group.domain, peersOf(group)]));
    },
    isRemoved(name) {
      const domain = domains.get(name);
      const known = domain === undefined ? undefined : peers.get(domain);
      return known !== undefined && !known.has(name);
    },
    keepOnly(names) {
      const kept = new Set(names);
      domains = new Map([...domains].filter(([name]) => kept.has(name)));
    },
  };
}
