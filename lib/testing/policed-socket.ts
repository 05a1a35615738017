import type { Access } from "@/lib/model/connection";
import type { RoleName } from "@/lib/model/role";
import { grantOf } from "@/lib/roles/grant";
import { createClientParser } from "@/lib/server/gateway/client-parser";
import { createInboxClaims, type InboxClaims } from "@/lib/server/gateway/inboxes";
import { createLookingConsumers } from "@/lib/server/gateway/looking-consumers";
import { noOwnSecrets } from "@/lib/server/gateway/own-secrets";
import { createPolice } from "@/lib/server/gateway/police";
import { formatRefusal, type Refusal } from "@/lib/server/gateway/refusal";
import { createSubscriptions } from "@/lib/server/gateway/subscriptions";
import { parseClientWire } from "./client-wire";

const access: Access = {
  role: "reader",
  readOnly: false,
  apiPrefix: "$JS.API",
  inboxPrefix: "_INBOX",
  tailSubjects: ["orders.>"],
  publishSubjects: ["test.*", "$JS.API.>", "$SYS.>"],
};
/** An inbox of a socket under test. */
export const inbox = "_INBOX.hM0ka0t0EZTtwmJxVoO4ZE";
/** Somebody else's. */
export const others = "_INBOX.someoneElsesInbox12345";

/** What a browser of this role says is parsed and judged as in the gateway, and kept. */
export function openSocket(role: RoleName, more: Partial<Access> = {}, inboxes?: InboxClaims) {
  const grant = grantOf({ ...access, role, ...more });
  const refusals: Refusal[] = [];
  const out: Buffer[] = [];
  let nowMs = 1000;
  const subscriptions = createSubscriptions({
    inboxPrefix: "_INBOX",
    claims: inboxes ?? createInboxClaims(),
    inboxMs: 60_000,
    takesForeign: grant.anyConsumer,
    now: () => nowMs,
  });
  const bounds = { consumers: 5, consumersOfSocket: 3, consumerSettleMs: 2000 };
  const consumers = createLookingConsumers(bounds, () => nowMs).join();
  const judge = createPolice({
    grant,
    ownSecrets: noOwnSecrets,
    subscriptions,
    consumers,
    maxSubscriptions: 5,
    maxLookedAtBytes: 1024,
    maxRemembered: 8,
    onRefused: (refusal) => void refusals.push(refusal),
  });
  const parser = createClientParser({
    judge,
    pass: (bytes) => void out.push(bytes),
    maxLineBytes: 4096,
    maxPayloadBytes: 100_000,
    hasHeaders: true,
  });
  const sent = () => parseClientWire(Buffer.concat(out).toString("latin1")).frames;
  const send = (text: string) => {
    const before = sent().length;
    const problem = parser.push(Buffer.from(text));
    if (problem !== undefined) throw new Error(problem);
    return sent().slice(before);
  };
  return {
    grant,
    send,
    sent,
    parser,
    subscriptions,
    refusals,
    answers: () => refusals.map((refusal) => formatRefusal(refusal).toString()),
    wait: (ms: number) => {
      nowMs += ms;
    },
    close: () => subscriptions.close(),
  };
}

/** A publication as bytes. */
export const pub = (subject: string, body = "", reply?: string) =>
  `PUB ${subject} ${reply ? `${reply} ` : ""}${Buffer.byteLength(body)}\r\n${body}\r\n`;
/** One with headers, each with its line end. */
export const hpub = (subject: string, headers: string, body = "", reply?: string) => {
  const head = `NATS/1.0\r\n${headers}\r\n`;
  const sizes = `${Buffer.byteLength(head)} ${Buffer.byteLength(head + body)}`;
  return `HPUB ${subject} ${reply ? `${reply} ` : ""}${sizes}\r\n${head}${body}\r\n`;
};
