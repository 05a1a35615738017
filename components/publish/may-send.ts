import type { Refuser } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionSummary } from "@/lib/model/connection";
import { type Grant, grantOf } from "@/lib/roles/grant";
import { mayPublish, maySubscribe, type Operation, rolesThatMay } from "@/lib/roles/may";
import type { PublishMode } from "@/lib/url/publish";

/** What a person may not do, why, and the line that would allow it. */
export type Refusal = { title: string; detail: string; hint?: string };

/** What the role here does not let through; undefined where it may go out. NATS itself may still refuse. */
export function refusalOf(
  connection: ConnectionSummary | undefined,
  mode: PublishMode,
  subject: string,
  queue: string,
): Refusal | undefined {
  // Of a direct connection the NATS server alone decides.
  if (!connection || connection.transport === "direct" || subject === "") return undefined;
  const grant = grantOf(connection.access);
  if (mode !== "respond") {
    const what = mode === "publish" ? "Nothing is published here" : "Nothing is asked here";
    return mayPublish(grant, subject) ? undefined : refused(grant, what, "publish", subject);
  }
  return refusalOfResponder(grant, subject, queue);
}

/** It listens, and it answers to inboxes of others. */
function refusalOfResponder(grant: Grant, subject: string, queue: string): Refusal | undefined {
  const title = "Nothing is answered here";
  if (!maySubscribe(grant, subject).ok) return refused(grant, title, "subscription", subject);
  const inbox = `${grant.inboxPrefix}.x`;
  if (!mayPublish(grant, inbox)) {
    return refused(grant, title, "publish", `${grant.inboxPrefix}.>`);
  }
  if (queue === "" || grant.queues) return undefined;
  const detail = `The role here, ${grant.role}, may not join queue group ${queue}.`;
  const hint =
    "A queue group takes messages away from those who work on them: it takes the role operator.";
  return { title, detail, hint };
}

function refused(grant: Grant, title: string, operation: Operation, subject: string): Refusal {
  const { role, readOnly } = grant;
  const by: Refuser = {
    who: "role",
    ...{ role, readOnly },
    rolesThatMay: rolesThatMay(grant, operation, subject),
  };
  const words = describeError({ kind: "permission", what: title, operation, subject, by });
  return { title, detail: words.detail, ...(words.hint === undefined ? {} : { hint: words.hint }) };
}
