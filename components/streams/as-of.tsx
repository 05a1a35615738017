"use client";

import type { ReactNode } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { useFormat } from "@/components/ui/use-format";
import type { StreamRow } from "@/lib/model/streams";

/** Old figures are told as that, with their age. */
export function AsOf({ staleMs, children }: { staleMs: number | undefined; children: ReactNode }) {
  const format = useFormat();
  if (staleMs === undefined) return children;
  return (
    <div>
      <p className="mb-2 text-attention text-small">as of {format.age(staleMs)}</p>
      <div className="opacity-75 grayscale">{children}</div>
    </div>
  );
}

/** How long ago the newest message came, by the server's own clock where it tells it; since then by the tab's. */
export function lastMessageAge(row: StreamRow, ages: Ages, staleMs = 0): number | undefined {
  if (row.lastMessageMs === undefined) return undefined;
  if (row.atMs === undefined) return ages.ageMs(row.lastMessageMs);
  return Math.max(0, row.atMs - row.lastMessageMs) + staleMs;
}
