"use client";

import { useMemo } from "react";
import { TimeSeries } from "@/components/charts/time-series";
import { useFormat } from "@/components/ui/use-format";
import type { TailFrame } from "@/lib/model/tail";

const longestMs = 120_000;
/** A picture that begins gets half a minute of room. */
const shortestMs = 30_000;
const none: never[] = [];
const height = 104;

/** How fast it comes: in all, and of the branch that is chosen. */
export function TailChart({ frame }: { frame: TailFrame | undefined }) {
  const format = useFormat();
  const rates = frame?.rates;
  const drawn = useMemo(() => {
    const { atMs = none, all = none, of, branch: ofBranch = none } = rates ?? {};
    const toMs = atMs.at(-1) ?? 0;
    const lines = [{ id: "all", label: "All", colour: "var(--color-line-1)", values: all }];
    if (of !== undefined && ofBranch.length > 0) {
      lines.push({ id: "branch", label: of, colour: "var(--color-line-4)", values: ofBranch });
    }
    const spanMs = Math.min(longestMs, Math.max(shortestMs, toMs - (atMs[0] ?? toMs)));
    return { atMs, lines, range: { fromMs: toMs - spanMs, toMs } };
  }, [rates]);
  return (
    <TimeSeries
      name="Messages a second"
      format={(perSec) => `${format.rate(perSec)}/s`}
      height={height}
      isLive
      {...drawn}
    />
  );
}
