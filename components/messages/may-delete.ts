"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/components/shell/shown-connection";
import { describeError } from "@/lib/errors/describe-error";
import type { Json } from "@/lib/model/json";
import { streamQuery } from "@/lib/queries/stream-detail";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";

/** Why no message of the stream can be deleted by this person, with the line that would allow it; undefined where one can. */
export function useReasonAgainstDelete(connectionId: string, stream: string): string | undefined {
  const connection = useConnection(connectionId);
  const { data } = useQuery(streamQuery(connectionId, stream));
  if (isOn(data?.config, "sealed")) return "The stream is sealed: nothing in it changes any more.";
  if (isOn(data?.config, "deny_delete"))
    return "The stream’s configuration denies it: deny_delete.";
  if (!connection) return undefined;
  const { access, readOnly, transport } = connection;
  // Of a direct connection the NATS server alone decides who may what.
  const grant = grantOf({ ...access, readOnly, ...(transport === "direct" && { role: "admin" }) });
  const subject = `${grant.apiPrefix}.STREAM.MSG.DELETE.${stream}`;
  if (mayPublish(grant, subject)) return undefined;
  const { detail, hint } = describeError({
    ...({ kind: "permission", what: "This", operation: "publish" } as const),
    subject,
    by: {
      ...({ who: "role", role: access.role, readOnly } as const),
      rolesThatMay: rolesThatMay(grant, "publish", subject),
    },
  });
  return [detail, hint].filter(Boolean).join(" ");
}

function isOn(config: Json | undefined, name: string): boolean {
  return (
    typeof config === "object" && config !== null && !Array.isArray(config) && config[name] === true
  );
}
