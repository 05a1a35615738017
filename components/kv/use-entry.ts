"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import type { AppError } from "@/lib/errors/app-error";
import type { KvEntry } from "@/lib/model/kv";
import { kvEntryQuery, readKvEntry, refreshKv, watchKv } from "@/lib/queries/kv-entry";

/** A key as it was read, and what has been heard of it since. */
export type OpenEntry = {
  /** Null where it has neither value nor marker; undefined until it was read. */
  entry: KvEntry | null | undefined;
  error: AppError | null;
  isReading: boolean;
  /** A revision that is newer than what is shown. */
  newer: KvEntry | undefined;
  read: () => void;
};

/** Whoever walks through keys does not make a consumer for each. */
const settleMs = 300;
const pollMs = 5_000;

/** Reads a key, and listens for what others do to it. */
export function useEntry(connectionId: string, bucket: string, key: string): OpenEntry {
  const client = useQueryClient();
  const query = useQuery(kvEntryQuery(connectionId, bucket, key));
  const heard = useHeard(connectionId, bucket, key);
  const entry = query.data;
  // With its age over, an older revision can show again: what was read once is not heard of as new.
  const [seen, setSeen] = useState(0n);
  if (entry && entry.revision > seen) setSeen(entry.revision);
  const read = () => void refreshKv(client, connectionId, bucket, key);
  const isConnected = useLinkStatus(connectionId).state === "connected";
  const isLost = query.error?.kind === "disconnected";
  useEffect(() => {
    if (isConnected && isLost) void refreshKv(client, connectionId, bucket, key);
  }, [isConnected, isLost, client, connectionId, bucket, key]);
  const isNewer = heard !== undefined && entry !== undefined && !query.isFetching;
  return {
    entry,
    error: query.error,
    isReading: query.isFetching,
    newer: isNewer && heard.revision > seen ? heard : undefined,
    read,
  };
}

function useHeard(connectionId: string, bucket: string, key: string): KvEntry | undefined {
  const isConnected = useLinkStatus(connectionId).state === "connected";
  const [heard, setHeard] = useState<KvEntry>();
  const hear = useEffectEvent((entry: KvEntry | null) => {
    if (entry) setHeard((now) => (now && now.revision > entry.revision ? now : entry));
  });
  useEffect(() => {
    if (!isConnected) return;
    let isOver = false;
    let stop = () => {};
    let poll: ReturnType<typeof setInterval> | undefined;
    const settled = setTimeout(() => {
      const watch = watchKv({ connectionId, bucket, key }, (entry) => hear(entry));
      stop = watch.stop;
      void watch.ended.then((end) => {
        // Where a consumer would change what the stream keeps, or may not be made, it is asked now and then.
        if (end.ok || isOver) return;
        poll = setInterval(() => {
          readKvEntry(connectionId, bucket, key).then(hear, () => undefined);
        }, pollMs);
      });
    }, settleMs);
    return () => {
      isOver = true;
      clearTimeout(settled);
      clearInterval(poll);
      stop();
    };
  }, [connectionId, bucket, key, isConnected]);
  return heard;
}
