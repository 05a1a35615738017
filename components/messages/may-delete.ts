"use client";

import { useQuery } from "@tanstack/react-query";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import type { Json } from "@/lib/model/json";
import { streamQuery } from "@/lib/queries/stream-detail";

/** Why no message of the stream can be deleted by this person; undefined where one can. */
export function useReasonAgainstDelete(connectionId: string, stream: string): string | undefined {
  const { data } = useQuery(streamQuery(connectionId, stream));
  const reason = useReasonAgainst(connectionId, `STREAM.MSG.DELETE.${stream}`);
  if (isOn(data?.config, "sealed")) return "The stream is sealed: nothing in it changes any more.";
  if (isOn(data?.config, "deny_delete"))
    return "The stream’s configuration denies it: deny_delete.";
  return reason;
}

function isOn(config: Json | undefined, name: string): boolean {
  return (
    typeof config === "object" && config !== null && !Array.isArray(config) && config[name] === true
  );
}
