"use client";

import { type RefObject, useEffect, useState } from "react";
import type { LoadedMessages } from "./use-message-list";

/** Rows before an edge at which more is asked for: before anybody arrives there. */
const margin = 30;
const againMs = 2_000;

/** Which rows are in sight, by place. */
export type InSight = { first: number; last: number };

/** Loads more where somebody comes near an edge of what is loaded; what failed is tried again. */
export function useEdges(
  scroller: RefObject<HTMLElement | null>,
  messages: LoadedMessages,
  headPx: number,
): InSight {
  const [sight, setSight] = useState<InSight>();
  const count = messages.rows?.length ?? 0;
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      // On a narrow screen rows are as high as what is in them.
      const rowPx = Math.max(1, (box.scrollHeight - headPx) / Math.max(1, count));
      const first = Math.max(0, Math.round(box.scrollTop / rowPx));
      const last = first + Math.max(1, Math.floor((box.clientHeight - headPx) / rowPx)) - 1;
      setSight((now) => (now?.first === first && now.last === last ? now : { first, last }));
    };
    const size = new ResizeObserver(look);
    size.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [scroller, count, headPx]);

  const { rows, above, below, isLoading, error } = messages;
  useEffect(() => {
    // Before it is known where somebody is, no edge is near.
    if (!rows || !sight || isLoading) return;
    const edge = wantedEdge(sight, rows.length, above, below);
    if (!edge) return;
    if (!error) return edge.load();
    const timer = setTimeout(edge.load, againMs);
    return () => clearTimeout(timer);
  }, [rows, isLoading, error, above, below, sight]);
  return sight ?? { first: 0, last: 0 };
}

function wantedEdge<E extends { hasMore: boolean }>(
  { first, last }: InSight,
  count: number,
  above: E,
  below: E,
): E | undefined {
  if (below.hasMore && last > count - margin) return below;
  return above.hasMore && first < margin ? above : undefined;
}
