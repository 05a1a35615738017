"use client";

import { useReasonAgainst } from "@/components/shell/use-reason-against";
import type { ReadProps } from "./use-object-reads";

/** Why this person can't read an object's bytes; undefined where they can. */
export function useReasonAgainstReading(props: ReadProps): string | undefined {
  const { connectionId, bucket, info } = props;
  const against = useReasonAgainst(connectionId, `DIRECT.GET.OBJ_${bucket}`);
  if (info.link && info.link.name === undefined) {
    return `It is a link to the whole object store ${info.link.bucket}, and holds no bytes itself.`;
  }
  return against;
}
