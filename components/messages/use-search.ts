"use client";

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { createSearchSession, type SearchSession, type SearchTold } from "@/lib/queries/search";
import type { LoadedMessages } from "./use-message-list";
import type { MessagesView } from "./use-view";

/** A search that is on, what it has told, and its hits as messages of the list. */
export type Search = { session: SearchSession; told: SearchTold; messages: LoadedMessages };

const silent = () => () => undefined;
const getNothing = () => undefined;
/** Browsers count how often an address changes. */
const noteEveryMs = 2_000;

/** Searches as long as the address says what for; how far it comes is noted there. */
export function useSearch(
  connectionId: string,
  stream: string,
  view: MessagesView,
): Search | undefined {
  const { filter, isOldestFirst, start, search } = view;
  const words = Object.values({ ...search?.expression, ...start }).map(String);
  const key = search && [connectionId, stream, filter, isOldestFirst, ...words].join("\n");
  const make = () => ({
    key,
    session:
      search &&
      createSearchSession(connectionId, {
        ...{ stream, filter, expression: search.expression, isOldestFirst, start },
      }),
  });
  const [held, setHeld] = useState(make);
  // Another search is another session; a place that is noted in the address makes none.
  if (held.key !== key) setHeld(make());
  const { session } = held;
  const told = useSyncExternalStore(
    session?.subscribe ?? silent,
    session?.told ?? getNothing,
    getNothing,
  );
  const begin = useEffectEvent(() => session?.begin(view.search?.at));
  useEffect(() => {
    begin();
    return () => session?.leave();
  }, [session]);
  useNotedPlace(told, view);
  return session && told ? { session, told, messages: toMessages(told) } : undefined;
}

/** While it scans, from time to time; and where it ends. A whole search begins anew where it is opened again. */
function useNotedPlace(told: SearchTold | undefined, view: MessagesView): void {
  const state = told?.state.state;
  const note = useEffectEvent(() => {
    const next = told?.progress?.next;
    if (!told || next === undefined) return;
    const place = state === "done" ? undefined : next;
    if (place !== view.search?.at) view.noteSearched(place);
  });
  const isScanning = state === "scanning";
  const restsAt = isScanning || state === "opening" ? undefined : told?.progress?.next;
  useEffect(() => {
    if (!isScanning) return;
    const timer = setInterval(() => note(), noteEveryMs);
    return () => clearInterval(timer);
  }, [isScanning]);
  useEffect(() => {
    if (restsAt !== undefined) note();
  }, [restsAt]);
}

const closed = { hasMore: false, load: () => undefined };

function toMessages({ rows, progress }: SearchTold): LoadedMessages {
  return {
    ...{ rows, extent: progress?.extent, error: null, isLoading: false },
    ...{ above: closed, below: closed, lookedTo: undefined, isInSteps: false },
    ...{ subjects: undefined, retry: () => undefined },
  };
}
