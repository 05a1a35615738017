import { createInbox, type NatsConnection } from "@nats-io/nats-core";
import type { Refuser } from "@/lib/errors/app-error";
import type { SubjectNames } from "@/lib/model/role";
import type { Grant } from "@/lib/roles/grant";
import { mayPublish, maySubscribe, type Operation, rolesThatMay } from "@/lib/roles/may";

/** What belongs to a connection beyond the client's own state. */
export type Scope = SubjectNames & {
  /** What the person who sits before it may do; undefined where nobody polices the connection. */
  grant?: Grant | undefined;
};

const plain: Scope = { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" };
const scopes = new WeakMap<NatsConnection, Scope>();

/** Says where a connection's API is and what may be done; once more after every change of these. */
export function giveScope(nc: NatsConnection, scope: Scope): void {
  scopes.set(nc, scope);
}

/** A subject of the connection's JetStream API. */
export function apiSubject(nc: NatsConnection, rest: string): string {
  return `${apiPrefixOf(nc)}.${rest}`;
}

/** Where the connection's JetStream answers. */
export function apiPrefixOf(nc: NatsConnection): string {
  return scopeOf(nc).apiPrefix;
}

/** What the connection's inboxes begin with. */
export function inboxPrefixOf(nc: NatsConnection): string {
  return scopeOf(nc).inboxPrefix;
}

/** A new inbox, where this connection has its inboxes. */
export function newInbox(nc: NatsConnection): string {
  return createInbox(scopeOf(nc).inboxPrefix);
}

/** Who would refuse it here; undefined where it may go out. NATS itself may still refuse. */
export function refuserHere(
  nc: NatsConnection,
  operation: Operation,
  subject: string,
): Refuser | undefined {
  const { grant } = scopeOf(nc);
  if (!grant || mayDo(grant, operation, subject)) return undefined;
  const { role, readOnly } = grant;
  return { who: "role", role, readOnly, rolesThatMay: rolesThatMay(grant, operation, subject) };
}

function mayDo(grant: Grant, operation: Operation, subject: string): boolean {
  return operation === "publish" ? mayPublish(grant, subject) : maySubscribe(grant, subject).ok;
}

function scopeOf(nc: NatsConnection): Scope {
  return scopes.get(nc) ?? plain;
}
