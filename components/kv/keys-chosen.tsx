"use client";

import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { ChosenKeys } from "@/lib/model/kv-bulk";
import type { KeysFrame, KeysView } from "@/lib/model/kv-keys";
import type { KeysSelection } from "./keys-selection";
import type { useKeysChoosing } from "./use-keys-choosing";

// Most look and choose nothing.
const BulkBar = lazy(async () => ({ default: (await import("./bulk-bar")).BulkBar }));

type Props = {
  connectionId: string;
  detail: BucketDetail | undefined;
  frame: KeysFrame;
  view: KeysView;
  choosing: ReturnType<typeof useKeysChoosing>;
};

/** How many keys are chosen, and what can be done with them; nothing while there are none. */
export function KeysChosen({ connectionId, detail, frame, view, choosing }: Props) {
  const format = useFormat();
  const { selection, problem, clear } = choosing;
  const { isAll, keys } = selection;
  if (!isAll && keys.size === 0 && problem === undefined) return null;
  const matching = `${frame.isCounted ? "" : "≥ "}${format.exact(frame.passing)}`;
  const words = isAll
    ? `All that match: ${matching} ${frame.passing === 1 ? "key" : "keys"}`
    : `${format.exact(keys.size)} ${keys.size === 1 ? "key" : "keys"} selected`;
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-(--page-foot,0px) z-3 flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-line border-t bg-select px-3 py-1 text-small"
    >
      <span role="status" className="mr-auto tabular-nums">
        {words}
        {problem !== undefined && <span className="block text-attention">{problem}</span>}
      </span>
      <Suspense>
        {detail && (
          <BulkBar
            connectionId={connectionId}
            bucket={detail}
            chosen={toChosen(selection, view)}
            onDone={clear}
          />
        )}
      </Suspense>
      <Button kind="quiet" onClick={clear}>
        Clear selection
      </Button>
    </section>
  );
}

function toChosen({ isAll, keys }: KeysSelection, view: KeysView): ChosenKeys {
  if (!isAll) return { kind: "keys", keys: [...keys] };
  const { pattern = ">", text, showsDeleted } = view;
  return { kind: "pattern", pattern, leavesDeleted: !showsDeleted, ...(text !== "" && { text }) };
}
