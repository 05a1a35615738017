import { type Grant, grantOf } from "@/lib/roles/grant";
import { mayPublish, maySubscribe } from "@/lib/roles/may";
import { overlaps } from "@/lib/roles/subject";
import { isReserved } from "./api-call";
import type { Publication, Subscription } from "./client-frame";
import { parseClientHeaders, refusalOfHeaders } from "./client-headers";
import type { ClientJudge, LineVerdict } from "./client-parser";
import { type ConsumerCall, consumerCallOf, countConsumer } from "./consumer-call";
import type { SocketConsumers } from "./looking-consumers";
import type { OwnSecrets } from "./own-secrets";
import type { Refusal } from "./refusal";
import { type BodyRule, bodyRuleOf, checkBody } from "./request-body";
import type { Subscriptions } from "./subscriptions";

/** What one socket may do, what it listens to, and who hears of what it may not. */
export type PoliceOptions = {
  grant: Grant;
  /** What nobody is to hear, whatever the grant. */
  ownSecrets: OwnSecrets;
  subscriptions: Subscriptions;
  consumers: SocketConsumers;
  maxSubscriptions: number;
  /** The longest headers, and the longest body, that are gathered to be looked at. */
  maxLookedAtBytes: number;
  maxRemembered: number;
  onRefused: (refusal: Refusal) => void;
};

/** Judges a client's frames by its grant. Default deny: what no line of the role allows is refused. */
export function createPolice(options: PoliceOptions): ClientJudge {
  const { grant, ownSecrets, subscriptions, consumers } = options;
  const { maxSubscriptions, maxLookedAtBytes, onRefused } = options;
  const ruleOf = rememberRules(grant, ownSecrets, options.maxRemembered);
  const looksAtHeaders = !(grant.anyReply && grant.anyHeader);
  const refuse = (operation: Refusal["operation"], subject: string, why = "") => {
    onRefused({ operation, subject, why });
    return "refuse" as const;
  };

  return {
    isFree: isFree(grant, ownSecrets),
    publish(publication): LineVerdict {
      const { subject, reply, headerBytes = 0, totalBytes } = publication;
      const rule = ruleOf(subject);
      if (!rule.isAllowed) return refuse("publish", subject);
      if (reply !== undefined && !mayAnswer(reply)) {
        return refuse("reply", reply, "not an inbox that this connection listens to");
      }
      if (headerBytes > maxLookedAtBytes) return refuse("publish", subject, "headers too long");
      if (rule.body) {
        const isShort = totalBytes - headerBytes <= maxLookedAtBytes;
        return isShort ? "all" : refuse("publish", subject, "its body is too long");
      }
      // One with headers or a body is not counted: they may keep the server from it.
      if (rule.call && totalBytes === 0) consumers.delete(rule.call.consumer);
      return whatToSee(publication);
    },
    content(publication, content) {
      const { subject } = publication;
      const why = whyNotHeaders(publication, content);
      if (why !== undefined) return refuse("publish", subject, why);
      const { body: bodyRule, call } = ruleOf(subject);
      if (!bodyRule) return "pass";
      const { headerBytes = 0 } = publication;
      const checked = checkBody(content.subarray(headerBytes), bodyRule);
      if (!checked.ok) return refuse("publish", subject, checked.why);
      const full = call && countConsumer(call, checked.read, consumers);
      if (full !== undefined) return refuse("publish", subject, full);
      return Buffer.concat([content.subarray(0, headerBytes), checked.body]);
    },
    subscribe(subscription) {
      // The first one stays, as on the server.
      if (subscriptions.has(subscription.sid)) return false;
      const refusal = refusalOf(subscription);
      if (refusal) onRefused(refusal);
      else subscriptions.add(subscription);
      return refusal === undefined;
    },
    unsubscribe: subscriptions.end,
  };

  function whatToSee({ headerBytes }: Publication): LineVerdict {
    return headerBytes !== undefined && looksAtHeaders ? "headers" : "pass";
  }

  function mayAnswer(reply: string): boolean {
    return grant.anyReply || subscriptions.ownInbox(reply);
  }

  function whyNotHeaders({ headerBytes }: Publication, content: Buffer): string | undefined {
    if (headerBytes === undefined) return undefined;
    const headers = parseClientHeaders(content.subarray(0, headerBytes));
    if (!headers) return "its headers can't be read";
    return refusalOfHeaders(headers, grant, subscriptions.ownInbox);
  }

  function refusalOf({ subject, queue }: Subscription): Refusal | undefined {
    const refused = (why: string): Refusal => ({ operation: "subscription", subject, queue, why });
    const verdict = maySubscribe(grant, subject);
    if (!verdict.ok) return refused(verdict.overlap ? `it overlaps ${verdict.overlap}` : "");
    if (queue !== undefined && !grant.queues) return refused("queue groups take messages away");
    if (subscriptions.count() >= maxSubscriptions) {
      return { operation: "maximum", subject, why: `${maxSubscriptions} on one connection` };
    }
    const isFree = subscriptions.claims(subject) || grant.subscribe.allow.includes(">");
    return isFree ? undefined : refused("it is the inbox of somebody else");
  }
}

type Rule = {
  isAllowed: boolean;
  body?: BodyRule | undefined;
  call?: ConsumerCall | undefined;
};

function isFree(
  { publish, anyReply, anyConsumer, anyHeader }: Grant,
  { deny, inConnz }: OwnSecrets,
): boolean {
  const isUnbounded = publish.allow.includes(">") && publish.deny.length === 0;
  return isUnbounded && anyReply && anyConsumer && anyHeader && deny.length === 0 && !inConnz;
}

/** The same few subjects come again and again; when there are too many, all are forgotten. */
function rememberRules(
  grant: Grant,
  ownSecrets: OwnSecrets,
  max: number,
): (subject: string) => Rule {
  const rules = new Map<string, Rule>();
  const withoutOwners = grantOf({ ...grant, publishSubjects: [] });
  const judge = (subject: string): Rule => {
    const judged = isReserved(subject, grant.apiPrefix) ? withoutOwners : grant;
    const isDenied = ownSecrets.deny.some((line) => overlaps(line, subject));
    if (isDenied || !mayPublish(judged, subject)) return { isAllowed: false };
    return {
      isAllowed: true,
      body: bodyRuleOf(subject, grant, ownSecrets),
      call: consumerCallOf(subject, grant),
    };
  };
  return (subject) => {
    const known = rules.get(subject);
    if (known) return known;
    if (rules.size >= max) rules.clear();
    const rule = judge(subject);
    rules.set(subject, rule);
    return rule;
  };
}
