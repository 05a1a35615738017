"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { connectionsQuery, readListAnew } from "@/lib/queries/connections";
import { useLinkStatus } from "./use-link-status";

// Asked of those alone who go to a server directly.
const SignIn = lazy(async () => ({ default: (await import("./sign-in")).SignIn }));

/** The first connection comes after the list, too. */
const slowestDialMs = 3_000;

/** What a connection shows, or the question who comes, where the browser itself has to say so. */
export function LinkGate({
  connectionId,
  children,
}: {
  connectionId: string;
  children: ReactNode;
}) {
  const status = useLinkStatus(connectionId);
  const client = useQueryClient();
  const { data, dataUpdatedAt } = useQuery(connectionsQuery());
  const known = data?.connections.find(({ id }) => id === connectionId);
  // The link hears of an edit first, and a console that comes back may have another list.
  const isNewer = status.state === "connected" && status.sinceMs > dataUpdatedAt + slowestDialMs;
  const isOther = status.state === "unknown" && known !== undefined;
  const isStale = data !== undefined && (isNewer || isOther);
  useEffect(() => {
    if (isStale) void readListAnew(client);
  }, [isStale, client]);
  // While they are tried, what was typed stays, should the server refuse it.
  const [isAsking, setAsking] = useState(false);
  const isAsked = status.state === "credentials" || (isAsking && status.state === "connecting");
  if (isAsked !== isAsking) setAsking(isAsked);
  if (!isAsked) return children;
  return (
    <Suspense>
      <SignIn
        connectionId={connectionId}
        label={known?.label ?? connectionId}
        address={known?.status.state === "direct" ? known.status.address : ""}
        isTrying={status.state === "connecting"}
        why={status.state === "credentials" ? status.why : undefined}
      />
    </Suspense>
  );
}
