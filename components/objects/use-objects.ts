"use client";

import { useMemo, useSyncExternalStore } from "react";
import { createObjectsSession, noObjectsTold } from "@/lib/queries/objects-list";

const getNothing = () => noObjectsTold;

/** Lists the objects of a store as long as the page is there. */
export function useObjects(connectionId: string, bucket: string) {
  const session = useMemo(() => createObjectsSession(connectionId, bucket), [connectionId, bucket]);
  const told = useSyncExternalStore(session.subscribe, session.told, getNothing);
  return { told, listAll: session.listAll };
}
