"use client";

import { useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { KvFeedOrder } from "@/lib/model/kv-feed";
import { createKvFeed, type KvFeedTold } from "@/lib/queries/kv-feed";

const nothing: KvFeedTold = { frame: undefined, rows: [], error: undefined };
const getNothing = () => nothing;

/** Listens as long as the page is there; another pattern is another feed, which counts from its own beginning. */
export function useChanges(connectionId: string, order: KvFeedOrder, most: number) {
  const { bucket, pattern, from } = order;
  const feed = useMemo(
    () => createKvFeed(connectionId, { bucket, pattern, from }),
    [connectionId, bucket, pattern, from],
  );
  useLayoutEffect(() => feed.keep(most), [feed, most]);
  return { feed, ...useSyncExternalStore(feed.subscribe, feed.told, getNothing) };
}
