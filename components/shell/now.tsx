"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use } from "react";
import { useFormat } from "@/components/ui/use-format";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { useSecond } from "./use-second";

const NowContext = createContext<number | undefined>(undefined);

type Props = { connectionId: string; children: ReactNode };

/** Tells the cells inside what time it is, by the console's clock; with each second they alone are drawn anew. */
export function NowProvider({ connectionId, children }: Props) {
  const { data } = useQuery(snapshotQuery(connectionId));
  const tabMs = useSecond();
  const nowMs = data?.snapshot
    ? data.snapshot.answeredMs + Math.max(0, tabMs - data.receivedAt)
    : undefined;
  return <NowContext value={nowMs}>{children}</NowContext>;
}

/** What time it is by the console's clock; undefined until that is known. Whoever asks is drawn anew each second. */
export function useNowMs(): number | undefined {
  return use(NowContext);
}

/** How long ago something was written. */
export function AgeOf({ timeMs }: { timeMs: number }) {
  const nowMs = use(NowContext) ?? timeMs;
  return useFormat().age(nowMs - timeMs);
}

/** How long something stays, to the second. */
export function LeftUntil({ atMs }: { atMs: number }) {
  const nowMs = use(NowContext);
  const format = useFormat();
  if (nowMs === undefined) return null;
  return atMs <= nowMs ? "going" : format.duration(Math.max(1_000, atMs - nowMs));
}
