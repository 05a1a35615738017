"use client";

import { useSyncExternalStore } from "react";
import type { ObjectInfo } from "@/lib/model/objects";
import { type ObjectRead, readObjectReads, watchObjectReads } from "@/lib/queries/object-reads";

/** Which object, and over which connection. */
export type ReadProps = { connectionId: string; bucket: string; info: ObjectInfo };

/** What this tab reads of an object, or has read and not dismissed; but not that an older revision was whole. */
export function useObjectReads({ connectionId, bucket, info }: ReadProps): readonly ObjectRead[] {
  const all = useSyncExternalStore(watchObjectReads, readObjectReads, readObjectReads);
  return all.filter(
    ({ place, state, revision }) =>
      place.connectionId === connectionId &&
      place.bucket === bucket &&
      place.name === info.name &&
      (state.is !== "done" || revision === info.revision),
  );
}
