"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ConnectionSummary } from "@/lib/model/connection";
import { connectionsQuery } from "@/lib/queries/connections";

/** How often the rail asks how the connections are. */
const beatMs = 15_000;
/** Which connection was looked at last: pages of the console lead back to it. */
let lastId: string | undefined;

/** Every connection, not the newest figures of each; undefined until they are known. */
export function useConnections(): readonly ConnectionSummary[] | undefined {
  return useQuery({ ...connectionsQuery(), refetchInterval: beatMs }).data?.connections;
}

/** A connection by its id, once it is known. */
export function useConnection(connectionId: string | undefined): ConnectionSummary | undefined {
  return useConnections()?.find(({ id }) => id === connectionId);
}

/** Which connection the rail and the palette speak of: the page's, the last one, or the default one. */
export function useShownConnectionId(connectionId: string | undefined): string | undefined {
  const connections = useConnections();
  useEffect(() => {
    if (connectionId !== undefined) lastId = connectionId;
  }, [connectionId]);
  if (connectionId !== undefined) return connectionId;
  const known = connections?.find(({ id }) => id === lastId);
  return (known ?? connections?.find(({ isDefault }) => isDefault) ?? connections?.[0])?.id;
}
