"use client";

import { useConnection } from "@/components/shell/shown-connection";
import { describeError } from "@/lib/errors/describe-error";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";

/** Why this person publishes nothing on a subject; undefined where nothing here is against it. */
export function useReasonAgainstPublish(
  connectionId: string,
  subject: string | undefined,
): string | undefined {
  const connection = useConnection(connectionId);
  if (!connection || subject === undefined) return "The message is not known yet.";
  // Of a direct connection the NATS server alone decides.
  if (connection.transport === "direct") return undefined;
  const grant = grantOf(connection.access);
  if (mayPublish(grant, subject)) return undefined;
  const { role, readOnly } = grant;
  const operation = "publish";
  const by = {
    ...{ who: "role" as const, role, readOnly },
    rolesThatMay: rolesThatMay(grant, operation, subject),
  };
  const words = describeError({ kind: "permission", what: "This", operation, subject, by });
  return [words.detail, words.hint].filter(Boolean).join(" ");
}
