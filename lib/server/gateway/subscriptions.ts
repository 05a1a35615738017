import { covers, inboxToken, isLiteral } from "@/lib/roles/subject";
import type { Subscription, Unsubscription } from "./client-frame";
import type { InboxClaims, InboxHolder } from "./inboxes";

/** What one socket listens to. */
export type Subscriptions = {
  count(): number;
  has(sid: string): boolean;
  /** False when it is an inbox that another socket listens to. */
  claims(subject: string): boolean;
  add(subscription: Subscription): void;
  end(unsubscription: Unsubscription): void;
  /** True while some of them end after a number of messages, which somebody has to count. */
  isCounting(): boolean;
  /** A message went to the browser; true when it was the last one of its subscription. */
  delivered(sid: string): boolean;
  /** True when what is published there comes back to this socket and to nobody else. */
  ownInbox(subject: string): boolean;
  close(): void;
};

/** What an inbox is here, and how long one is kept for an answer that may never come. */
export type SubscriptionsOptions = {
  inboxPrefix: string;
  claims: InboxClaims;
  inboxMs: number;
  /** True for who may also listen at inboxes of which the server has told. */
  takesForeign: boolean;
  now?: () => number;
};

/** Keeps the table of a socket's subscriptions, and the claims on its inboxes. */
export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { inboxPrefix, claims, inboxMs, now = Date.now } = options;
  const inbox = `${inboxPrefix}.`;
  const open = new Map<string, Entry>();
  const inboxes = new Map<string, Set<Entry>>();
  let counting = 0;

  const isAlive = (entry: Entry) => entry.untilMs === undefined || entry.untilMs > now();
  const holder: InboxHolder = {
    takesForeign: options.takesForeign,
    listensTo: (token) => [...(inboxes.get(token) ?? [])].some(isAlive),
  };

  const remove = (sid: string, entry: Entry) => {
    open.delete(sid);
    if (entry.left !== undefined) counting -= 1;
    if (entry.token === undefined) return;
    const others = inboxes.get(entry.token);
    others?.delete(entry);
    if (others?.size !== 0) return;
    inboxes.delete(entry.token);
    claims.release(entry.token, holder);
  };
  return {
    count: () => open.size,
    has: (sid) => open.has(sid),
    isCounting: () => counting > 0,
    claims(subject) {
      const token = inboxToken(subject, inboxPrefix);
      return token === undefined || claims.take(token, holder);
    },
    add({ subject, sid }) {
      const named = inboxToken(subject, inboxPrefix);
      // Whoever may listen to everything may listen here too; the answers are another's still.
      const token = named !== undefined && claims.take(named, holder) ? named : undefined;
      const entry: Entry = { subject, token, left: undefined, untilMs: undefined };
      open.set(sid, entry);
      if (token === undefined) return;
      const others = inboxes.get(token);
      if (others) others.add(entry);
      else inboxes.set(token, new Set([entry]));
    },
    end({ sid, max }) {
      const entry = open.get(sid);
      if (!entry) return;
      if (!max) return remove(sid, entry);
      if (entry.left === undefined) counting += 1;
      // The server counts from the SUB, but what came before this was not counted here: the entry may outlast the
      // server's, and never the other way round. It holds a place of this socket's, and an inbox where nobody hears.
      entry.left = max;
      entry.untilMs = now() + inboxMs;
    },
    delivered(sid) {
      const entry = open.get(sid);
      if (entry?.left === undefined) return false;
      entry.left -= 1;
      if (entry.left > 0) return false;
      remove(sid, entry);
      return true;
    },
    ownInbox(subject) {
      if (!subject.startsWith(inbox) || !isLiteral(subject)) return false;
      const end = subject.indexOf(".", inbox.length);
      for (const entry of inboxes.get(subject.slice(inbox.length, end === -1 ? undefined : end)) ??
        []) {
        if (isAlive(entry) && covers(entry.subject, subject)) return true;
      }
      return false;
    },
    close() {
      for (const [sid, entry] of open) remove(sid, entry);
    },
  };
}

type Entry = {
  subject: string;
  /** Of the inbox that it is, where that is this socket's own. */
  token: string | undefined;
  /** The messages until it ends, where that is limited. */
  left: number | undefined;
  untilMs: number | undefined;
};
