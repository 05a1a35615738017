"use client";

import { useSyncExternalStore } from "react";
import type { LinkStatus } from "@/lib/model/link";
import { linkStore } from "@/lib/worker/client";

const connecting: LinkStatus = { state: "connecting" };
const getServerSnapshot = () => connecting;

/** What the tab's own connection is doing. */
export function useLinkStatus(connectionId: string): LinkStatus {
  const store = linkStore(connectionId);
  return useSyncExternalStore(store.subscribe, store.get, getServerSnapshot);
}
