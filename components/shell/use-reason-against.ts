"use client";

import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionSummary } from "@/lib/model/connection";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";
import { useConnection } from "./shown-connection";

/** Why this person can't use a part of the JetStream API here, with the line that would allow it; undefined where they can. */
export function useReasonAgainst(connectionId: string, rest: string): string | undefined {
  const connection = useConnection(connectionId);
  if (!connection) return notKnown;
  const subject = `${connection.access.apiPrefix}.${rest}`;
  return reasonAgainst(connection, { subject, line: subject });
}

/** The same for subjects of which one stands for all: `line` is what would allow them. */
export function useReasonAgainstPublish(
  connectionId: string,
  subjects: { subject: string; line: string },
): string | undefined {
  const connection = useConnection(connectionId);
  return connection ? reasonAgainst(connection, subjects) : notKnown;
}

const notKnown = "The connection is not known yet.";

function reasonAgainst(
  { access, readOnly, transport }: ConnectionSummary,
  { subject, line }: { subject: string; line: string },
): string | undefined {
  // Of a direct connection the NATS server alone decides who may what.
  const grant = grantOf({ ...access, readOnly, ...(transport === "direct" && { role: "admin" }) });
  if (mayPublish(grant, subject)) return undefined;
  const by = {
    ...{ who: "role" as const, role: access.role, readOnly },
    rolesThatMay: rolesThatMay(grant, "publish", subject),
  };
  const permission = { kind: "permission" as const, what: "This", operation: "publish" as const };
  const words = describeError({ ...permission, subject: line, by });
  return [words.detail, words.hint].filter(Boolean).join(" ");
}
