import type { MetaGroup } from "@/lib/model/servers";
import type { Jsz } from "./servers-wire";

/** A server that answers, and what it tells of JetStream; undefined where it did not tell this time. */
export type Told = { name: string; value: Jsz | undefined };

/** The servers of one JetStream domain, with what each knows of their group. */
export type DomainGroup = {
  domain: string;
  members: { name: string; meta: NonNullable<Jsz["meta_cluster"]> }[];
};

/** The groups of servers, the largest first: leaf nodes can have one of their own. */
export function groupsOf(told: Told[]): DomainGroup[] {
  const groups = new Map<string, DomainGroup["members"]>();
  for (const { name, value } of told) {
    const meta = value?.meta_cluster;
    if (!meta) continue;
    const domain = value.config?.domain ?? "";
    groups.set(domain, [...(groups.get(domain) ?? []), { name, meta }]);
  }
  return [...groups]
    .map(([domain, members]) => ({ domain, members }))
    .sort((a, b) => b.members.length - a.members.length || (a.domain < b.domain ? -1 : 1));
}

/**
 * The largest group. Its leader knows it best. The others go on naming a leader that has died: who is named and does
 * not answer is none, unless only one server is asked.
 */
export function toMeta(told: Told[], asksAll: boolean): MetaGroup | undefined {
  const [group] = groupsOf(told);
  const [first] = group?.members ?? [];
  if (!group || !first) return undefined;
  const leading = leadingOf(group);
  const { meta } = leading ?? group.members.find((one) => one.meta.leader) ?? first;
  // Its figures came and only this answer was lost on its way: it has not died.
  const isSilent = told.some(({ name, value }) => name === meta.leader && !value);
  const leader = leading || isSilent || !asksAll ? meta.leader : undefined;
  return {
    ...(leader ? { leader } : {}),
    size: meta.cluster_size,
    offline: (meta.replicas ?? []).filter(({ offline }) => offline).map(({ name }) => name),
    pending: meta.pending,
  };
}

/** Whom a group holds by its leader's word; undefined where the leader does not tell, or can't name them all. */
export function peersOf(group: DomainGroup): Set<string> | undefined {
  const leading = leadingOf(group);
  const names = leading?.meta.replicas?.map(({ name }) => name);
  // Of one that was away already when it was elected, a leader knows no name.
  if (!leading || !names || names.some((name) => name.includes(" "))) return undefined;
  return new Set([leading.name, ...names]);
}

function leadingOf({ members }: DomainGroup): DomainGroup["members"][number] | undefined {
  return members.find(({ name, meta }) => meta.leader === name);
}
