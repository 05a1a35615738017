"use client";

import { lazy, Suspense, useMemo } from "react";
import { describeError } from "@/lib/errors/describe-error";
import { toComparable } from "./comparable";
import type { ConnectionSave, Review } from "./use-connection-save";

const DiffDialog = lazy(() =>
  import("@/components/ui/diff-dialog").then((file) => ({ default: file.DiffDialog })),
);

/** What a save would change, where that has to be looked at first. */
export function SaveReview({ save }: { save: ConnectionSave }) {
  if (!save.review) return null;
  return (
    <Suspense fallback={null}>
      <Shown key={save.review.why} save={save} review={save.review} />
    </Suspense>
  );
}

function Shown({ save, review: { why, before, after } }: { save: ConnectionSave; review: Review }) {
  const change = useMemo(
    () => ({
      before: toComparable(before),
      after: toComparable(after),
      names: (path: readonly (string | number)[]) => path.join(", "),
    }),
    [before, after],
  );
  return (
    <DiffDialog
      title={`Save connection ${before.label}`}
      change={change}
      production={before.production || after.production ? before.label : undefined}
      isBusy={save.isPending}
      problem={save.error ? describeError(save.error) : undefined}
      on={{ save: save.confirm, cancel: save.leave }}
    >
      {why === "elsewhere"
        ? "Before is what is stored now, After is what you typed."
        : "Pages that are open on it connect anew."}
    </DiffDialog>
  );
}
