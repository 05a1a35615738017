"use client";

import { useQuery } from "@tanstack/react-query";
import type { ConnectionSummary } from "@/lib/model/connection";
import type { StreamRow } from "@/lib/model/streams";
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
  const { data: streams } = useQuery({
    ...snapshotQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    select: ({ snapshot }) => snapshot?.streams.value?.filter(isPlain).length,
  });
  const { data: buckets } = useQuery({
    ...snapshotQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
    select: ({ snapshot }) => snapshot?.streams.value?.filter(isBucket).length,
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
    streams: { count: streams },
    kv: { count: buckets },
    consumers: { count: consumers, trouble: troubleOf((troubles ?? []).filter(isOfConsumers)) },
    overview: { trouble: troubleOf(troubles ?? []) },
    connections: { count: connections?.length, trouble: connectionTrouble(connections ?? []) },
  };
}

/** Those of buckets and object stores are hidden at first where streams are listed. */
function isPlain({ name }: StreamRow): boolean {
  return !/^(KV|OBJ)_/.test(name);
}

function isBucket({ name }: StreamRow): boolean {
  return name.startsWith("KV_");
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
