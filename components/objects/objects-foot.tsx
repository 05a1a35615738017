"use client";

import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Format } from "@/lib/format/format";
import type { ObjectsState } from "@/lib/model/object-list";
import type { ObjectsTold } from "@/lib/queries/objects-list";
import { type ObjectsRow, sumOf } from "./objects-rows";

type Props = {
  told: ObjectsTold;
  /** What of it is shown. */
  passing: readonly ObjectsRow[];
  onListAll: () => void;
};

/** How many objects are shown and how much they hold, and how true it is. */
export function ObjectsFoot({ told, passing, onListAll }: Props) {
  const format = useFormat();
  const { objects, state, unread } = told;
  const { objects: count, bytes } = sumOf(passing);
  const all = objects.size;
  const of = count === all ? "" : `${format.exact(count)} of `;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="tabular-nums">
        {of}
        {format.exact(all)} {all === 1 ? "object" : "objects"} · {format.bytesText(bytes)}
        {state && ` · ${stateWords(state, format)}`}
      </span>
      {state?.is === "polled" && <span>{whyPolled(state.why)}</span>}
      {state?.is === "cut" && (
        <Button kind="quiet" onClick={onListAll}>
          List all{state.total !== undefined && ` ${format.exact(state.total)}`}
        </Button>
      )}
      {unread > 0 && (
        <span className="text-attention">
          {format.exact(unread)} {unread === 1 ? "entry" : "entries"} of this store can't be read
        </span>
      )}
    </span>
  );
}

function stateWords(state: ObjectsState, format: Format): string {
  switch (state.is) {
    case "live":
      return "live";
    case "listing": {
      const { read, total } = state;
      return total === undefined || total === 0
        ? "listing"
        : `listing, ${format.percent(Math.min(1, read / total))}`;
    }
    case "polled":
      return "looked at every 2 s";
    case "cut":
      return "not all are listed";
    case "lost":
      return "not live: connecting";
    case "failed":
      return "not live";
  }
}

function whyPolled(why: Extract<ObjectsState, { is: "polled" }>["why"]): string {
  if (why.kind === "would-consume") {
    return `On a stream with ${why.retention} retention a consumer would change what is kept.`;
  }
  const { title, detail } = describeError(why);
  return detail || title;
}
