"use client";

import { useConnection } from "@/components/shell/shown-connection";
import { describeError } from "@/lib/errors/describe-error";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish, rolesThatMay } from "@/lib/roles/may";

/** Why this person writes nothing to a bucket here, with the line that would allow it; undefined where they can. */
export function useReasonAgainstWrite(
  connectionId: string,
  { prefix, readOnlyWhy }: Pick<BucketDetail, "prefix" | "readOnlyWhy">,
): string | undefined {
  const connection = useConnection(connectionId);
  if (readOnlyWhy) return readOnlyWords[readOnlyWhy];
  if (!connection) return "The connection is not known yet.";
  const { access, readOnly, transport } = connection;
  // Of a direct connection the NATS server alone decides who may what.
  const grant = grantOf({ ...access, readOnly, ...(transport === "direct" && { role: "admin" }) });
  const subject = `${prefix}>`;
  if (mayPublish(grant, `${prefix}key`)) return undefined;
  const by = {
    ...{ who: "role" as const, role: access.role, readOnly },
    rolesThatMay: rolesThatMay(grant, "publish", `${prefix}key`),
  };
  const operation = "publish";
  const words = describeError({ kind: "permission", what: "This", operation, subject, by });
  return [words.detail, words.hint].filter(Boolean).join(" ");
}

const readOnlyWords = {
  "mirror-of-elsewhere":
    "The bucket mirrors one of another account or domain: it is written there, not here.",
  sealed: "The bucket is sealed: nothing in it changes any more.",
};
