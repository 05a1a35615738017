"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { connectionsQuery } from "@/lib/queries/connections";
import { signOut } from "@/lib/worker/client";
import { useLinkStatus } from "./use-link-status";

/** The way out of a direct connection; others have nobody who signed in. */
export function SignOut({ connectionId }: { connectionId: string }) {
  const { state } = useLinkStatus(connectionId);
  const client = useQueryClient();
  const { data } = useQuery(connectionsQuery());
  const known = data?.connections.find(({ id }) => id === connectionId);
  if (known?.transport !== "direct" || state === "credentials") return null;
  const leave = () => {
    signOut(connectionId);
    // What one person saw is not the next one's to see.
    client.removeQueries({ queryKey: [connectionId] });
  };
  return (
    <Button kind="quiet" onClick={leave}>
      Sign out
    </Button>
  );
}
