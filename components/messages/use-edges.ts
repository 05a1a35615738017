"use client";

import { type RefObject, useEffect, useEffectEvent, useState } from "react";
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
  // Before it is known where somebody is, no edge is near.
  const edge = rows && sight && !isLoading ? edgeNear(sight, messages) : undefined;
  const load = useEffectEvent(() => (edge === "above" ? above : below).load());
  const length = rows?.length;
  // The edges themselves are others at each beat: one that comes as often as it is tried again would put that off for ever.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came may have brought nothing nearer.
  useEffect(() => {
    if (!edge) return;
    if (!error) return load();
    const timer = setTimeout(() => load(), againMs);
    return () => clearTimeout(timer);
  }, [edge, error, length]);
  return sight ?? { first: 0, last: 0 };
}

function edgeNear(
  { first, last }: InSight,
  { rows = [], above, below }: LoadedMessages,
): "above" | "below" | undefined {
  if (below.hasMore && last > rows.length - margin) return "below";
  return above.hasMore && first < margin ? "above" : undefined;
}
