"use client";

import { useReasonAgainstPublish } from "@/components/shell/use-reason-against";
import type { BucketDetail } from "@/lib/model/kv-bucket";

/** Why this person writes nothing to a bucket here, with the line that would allow it; undefined where they can. */
export function useReasonAgainstWrite(
  connectionId: string,
  { prefix, readOnlyWhy }: Pick<BucketDetail, "prefix" | "readOnlyWhy">,
): string | undefined {
  const subjects = { subject: `${prefix}key`, line: `${prefix}>` };
  const against = useReasonAgainstPublish(connectionId, subjects);
  return readOnlyWhy ? readOnlyWords[readOnlyWhy] : against;
}

const readOnlyWords = {
  "mirror-of-elsewhere":
    "The bucket mirrors one of another account or domain: it is written there, not here.",
  sealed: "The bucket is sealed: nothing in it changes any more.",
};
