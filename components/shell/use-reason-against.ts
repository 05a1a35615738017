"use client";

import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionSummary } from "@/lib/model/connection";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";
import { useConnection } from "./shown-connection";

/** Why this person can't use a part of the JetStream API here, with the line that would allow it; undefined where they can. */
export function useReasonAgainst(connectionId: string, rest: string): string | undefined {
  const connection = useConnection(connectionId);
  return connection ? reasonAgainst(connection, rest) : "The connection is not known yet.";
}

function reasonAgainst(connection: ConnectionSummary, rest: string): string | undefined {
  const { access, readOnly, transport } = connection;
  // Of a direct connection the NATS server alone decides who may what.
  const grant = grantOf({ ...access, readOnly, ...(transport === "direct" && { role: "admin" }) });
  const subject = `${grant.apiPrefix}.${rest}`;
  if (mayPublish(grant, subject)) return undefined;
  const by = {
    ...{ who: "role" as const, role: access.role, readOnly },
    rolesThatMay: rolesThatMay(grant, "publish", subject),
  };
  const what = "This";
  const words = describeError({ kind: "permission", what, operation: "publish", subject, by });
  return [words.detail, words.hint].filter(Boolean).join(" ");
}
