"use client";

import { useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { TailOrder, TailSettings, TailView } from "@/lib/model/tail";
import { createTailSession, type TailTold } from "@/lib/queries/tail";

/** What is listened to, how it is listed, and what of it is looked at; each the same object until it changes. */
type Wanted = { order: TailOrder; settings: TailSettings; view: TailView };

const nothing: TailTold = { frame: undefined, error: undefined };
const silent = () => () => undefined;
const getNothing = () => nothing;

/** Listens as long as the page is there; other subjects are another tail, which counts from its own beginning. */
export function useTail(connectionId: string, { order, settings, view }: Wanted) {
  const session = useMemo(
    () => (order.subjects.length === 0 ? undefined : createTailSession(connectionId, order)),
    [connectionId, order],
  );
  // Before it is heard, so that it begins with them.
  useLayoutEffect(() => session?.set(settings), [session, settings]);
  useLayoutEffect(() => session?.look(view), [session, view]);
  const told = useSyncExternalStore(
    session?.subscribe ?? silent,
    session?.told ?? getNothing,
    getNothing,
  );
  return { session, ...told };
}
