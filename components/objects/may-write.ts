"use client";

import { useReasonAgainstPublish } from "@/components/shell/use-reason-against";
import type { StoreDetail } from "@/lib/model/object-store";
import { readOnlyWords } from "./store-words";

/** Why this person writes nothing to an object store here, with the line that would allow it; undefined where they can. */
export function useReasonAgainstObjects(
  connectionId: string,
  store: StoreDetail | undefined,
): string | undefined {
  const prefix = store ? objectPrefix(store) : "$O.";
  const subjects = { subject: `${prefix}M.name`, line: `${prefix}>` };
  const against = useReasonAgainstPublish(connectionId, subjects);
  if (!store) return "The store was not read yet.";
  return store.readOnlyWhy ? readOnlyWords[store.readOnlyWhy] : against;
}

/** What the subjects of a store's objects begin with: those of the store that it mirrors. */
export function objectPrefix({ row }: StoreDetail): string {
  return `$O.${row.mirrorOf ?? row.name}.`;
}
