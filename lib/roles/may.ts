import { type RoleName, roleNames } from "@/lib/model/role";
import { type Grant, grantOf } from "./grant";
import { covers, inboxToken, isPattern, overlaps } from "./subject";

/** The two things that a permission is about, in nats-server's words. */
export type Operation = "publish" | "subscription";

/** Allowed, or not; `overlap` is the part that is in the way of a subscription that would be allowed without it. */
export type Verdict = { ok: true } | { ok: false; overlap?: string };

/** May this grant publish to the subject? What the message itself says is not looked at. */
export function mayPublish(grant: Grant, subject: string): boolean {
  const { allow, deny } = grant.publish;
  // A consumer's filter stands in the subject of its creation, wildcards and all: to NATS they are plain tokens there.
  if (!allow.includes(">") && !isPattern(subject)) return false;
  return (
    allow.some((line) => covers(line, subject)) && !deny.some((line) => overlaps(line, subject))
  );
}

/** May this grant subscribe? Whether an inbox is still free is for the gateway to know. */
export function maySubscribe(grant: Grant, subject: string): Verdict {
  const { allow, deny } = grant.subscribe;
  if (!isPattern(subject)) return { ok: false };
  const denied = deny.find((line) => overlaps(line, subject));
  if (denied !== undefined) return { ok: false, overlap: denied };
  if (allow.includes(">")) return { ok: true };
  if (inboxToken(subject, grant.inboxPrefix) !== undefined) {
    return allow.includes("{inbox}") ? { ok: true } : { ok: false };
  }
  if (!allow.some((line) => covers(line, subject))) return { ok: false };
  // Other people's answers would come along.
  const inboxes = `${grant.inboxPrefix}.>`;
  return overlaps(inboxes, subject) ? { ok: false, overlap: inboxes } : { ok: true };
}

/** The roles that would be allowed to, on the same connection, from the least one. */
export function rolesThatMay(grant: Grant, operation: Operation, subject: string): RoleName[] {
  return roleNames.filter((role) => {
    const other = grantOf({ ...grant, role });
    return operation === "publish" ? mayPublish(other, subject) : maySubscribe(other, subject).ok;
  });
}
