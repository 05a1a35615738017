"use client";

import { useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { KeysView } from "@/lib/model/kv-keys";
import { createKeysSession, type KeysTold } from "@/lib/queries/kv-keys";

const nothing: KeysTold = { frame: undefined, error: undefined };
const getNothing = () => nothing;

/** Lists the keys of a bucket as long as the page is there; `view` is the same object until it changes. */
export function useKeys(connectionId: string, bucket: string, view: KeysView) {
  const session = useMemo(() => createKeysSession(connectionId, bucket), [connectionId, bucket]);
  // Before it is heard, so that it begins with it.
  useLayoutEffect(() => session.look(view), [session, view]);
  const told = useSyncExternalStore(session.subscribe, session.told, getNothing);
  return { session, ...told };
}
