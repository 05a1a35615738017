"use client";

import { useQuery } from "@tanstack/react-query";
import type { ConnectionSummary } from "@/lib/model/connection";
import type { Trouble } from "@/lib/model/trouble";
import { snapshotQuery } from "@/lib/queries/snapshot";
import type { PageName } from "@/lib/url/pages";
import type { RailFacts } from "./rail-link";
import { countWords, railTrouble } from "./rail-trouble";
import { useConnections } from "./shown-connection";

/** What the rail says of each page now; nothing of a page that nobody knows anything of yet. */
export function useRailFacts(
  connectionId: string | undefined,
): Partial<Record<PageName, RailFacts>> {
  const connections = useConnections();
  const { data: troubles } = useQuery({
    ...snapshotQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    select: (state) => state.troubles,
  });
  const { data: consumers } = useQuery({
    ...snapshotQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    // Before they are read one by one, the streams say how many there are.
    select: ({ snapshot }) =>
      snapshot?.consumers.value?.total ??
      snapshot?.streams.value?.reduce((sum, stream) => sum + stream.consumers, 0),
  });
  return {
    // Those of buckets and object stores are hidden at first where streams are listed.
    streams: { count: useCount(connectionId, /^(?!(KV|OBJ)_)/) },
    kv: { count: useCount(connectionId, /^KV_/) },
    objects: { count: useCount(connectionId, /^OBJ_/) },
    consumers: { count: consumers, trouble: troubleOf((troubles ?? []).filter(isOfConsumers)) },
    overview: { trouble: troubleOf(troubles ?? []) },
    connections: { count: connections?.length, trouble: connectionTrouble(connections ?? []) },
  };
}

/** The streams of such a name. */
function useCount(connectionId: string | undefined, name: RegExp): number | undefined {
  const { data } = useQuery({
    ...snapshotQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    select: ({ snapshot }) => snapshot?.streams.value?.filter((one) => name.test(one.name)).length,
  });
  return data;
}

function isOfConsumers({ about }: Trouble): boolean {
  return about?.consumer !== undefined || about?.heldBy !== undefined;
}

function troubleOf(troubles: readonly Trouble[]) {
  const count = (severity: Trouble["severity"]) =>
    troubles.filter((trouble) => trouble.severity === severity).length;
  return railTrouble([
    { severity: "trouble", words: countWords(count("trouble"), "trouble", "troubles") },
    {
      severity: "attention",
      words: countWords(count("attention"), "needs attention", "need attention"),
    },
  ]);
}

function connectionTrouble(connections: readonly ConnectionSummary[]) {
  const count = (state: "refused" | "lost") =>
    connections.filter(({ status }) => status.state === state).length;
  return railTrouble([
    { severity: "trouble", words: countWords(count("refused"), "refused") },
    { severity: "attention", words: countWords(count("lost"), "lost") },
  ]);
}
