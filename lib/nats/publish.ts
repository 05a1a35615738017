import type { Msg, NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError } from "@/lib/errors/app-error";
import type { OutgoingMessage, PublishOutcome } from "@/lib/model/publish";
import { onConnectionEvent } from "./connection-events";
import { toHeaders, tooLarge } from "./publish-message";
import { checkHere, parseText } from "./request";
import { inboxPrefixOf, newInbox } from "./scope";
import { isNobody, toAppError, toPermissionError } from "./to-app-error";
import { counter } from "./wire";

const ackMs = 5_000;
const what = "The message";

const ackSchema = z.object({
  stream: z.string(),
  seq: counter,
  duplicate: z.boolean().optional(),
  domain: z.string().optional(),
});

/** Publishes by core NATS, and waits until the server has taken or refused it. Never throws, never sends twice. */
export function publish(nc: NatsConnection, message: OutgoingMessage): Promise<PublishOutcome> {
  return watched(nc, message, async () => {
    const sentMs = performance.now();
    const listening = isAnswer(nc, message) ? askWhetherHeard(nc) : undefined;
    const reply = listening?.inbox ?? message.reply;
    try {
      nc.publish(message.subject, message.payload, {
        ...(reply === undefined ? {} : { reply }),
        ...headersOf(message),
      });
      // A refusal comes before the answer to this, and is told a turn later.
      await nc.flush();
      const tookMs = performance.now() - sentMs;
      await new Promise((settle) => setTimeout(settle));
      if (listening?.isUnheard()) return { state: "unheard" };
      return { state: "taken", tookMs, ...(listening ? { isListenedTo: true } : {}) };
    } finally {
      listening?.end();
    }
  });
}

/** What goes to an inbox and wants no answer itself. */
function isAnswer(nc: NatsConnection, { subject, reply }: OutgoingMessage): boolean {
  const prefixes = ["_INBOX", inboxPrefixOf(nc)];
  return reply === undefined && prefixes.some((prefix) => subject.startsWith(`${prefix}.`));
}

/** Where a message has a reply subject and nobody listens on its own, the server says so there. */
function askWhetherHeard(nc: NatsConnection) {
  const inbox = newInbox(nc);
  let isUnheard = false;
  const subscription = nc.subscribe(inbox, {
    callback: (error, answer) => {
      if (!error && isNobody(answer)) isUnheard = true;
    },
  });
  return { inbox, isUnheard: () => isUnheard, end: () => subscription.unsubscribe() };
}

/** Publishes and waits for the stream's acknowledgement. Never throws, never sends twice (R05). */
export function publishToStream(
  nc: NatsConnection,
  message: OutgoingMessage,
  timeoutMs = ackMs,
): Promise<PublishOutcome> {
  return watched(nc, message, async () => {
    const sentMs = performance.now();
    try {
      const { subject, payload } = message;
      const options = { timeout: timeoutMs, ...headersOf(message) };
      const answer = await nc.request(subject, payload, options);
      return readAck(answer, performance.now() - sentMs);
    } catch (error) {
      return toOutcome(toAppError(nc, error, { what, subject: message.subject }));
    }
  });
}

/** What an answer says of a message that was to be stored. */
function readAck(answer: Msg, tookMs: number): PublishOutcome {
  if (isNobody(answer)) return { state: "no-stream" };
  const parsed = parseText({ what, subject: answer.subject }, answer.string(), ackSchema);
  if (!parsed.ok) return toOutcome(parsed.error);
  const { stream, seq, duplicate, domain } = parsed.value;
  const where = domain === undefined ? {} : { domain };
  return {
    ...{ state: "stored", stream, sequence: seq, isDuplicate: duplicate ?? false, tookMs },
    ...where,
  };
}

function toOutcome(error: AppError): PublishOutcome {
  switch (error.kind) {
    case "no-responders":
    case "no-jetstream":
      return { state: "no-stream" };
    case "timeout":
      return { state: "unknown", why: "silence" };
    case "malformed":
      return { state: "unknown", why: "no-acknowledgement" };
    case "disconnected":
      return { state: "unknown", why: "lost" };
    case "jetstream":
      return { state: "rejected", code: error.code, description: error.description };
    default:
      return { state: "refused", error };
  }
}

/** Sends, and hears at the same time of a refusal or of the connection's end. */
async function watched(
  nc: NatsConnection,
  message: OutgoingMessage,
  send: () => Promise<PublishOutcome>,
): Promise<PublishOutcome> {
  const refused = checkHere(nc, { what, subject: message.subject });
  if (refused) return { state: "refused", error: refused.error };
  const large = tooLarge(nc, message);
  if (large) return { state: "too-large", ...large };
  let stop = () => {};
  const interrupted = new Promise<PublishOutcome>((settle) => {
    stop = onConnectionEvent(nc, (event) => {
      if (event.type === "lost" || event.type === "closed") {
        settle({ state: "unknown", why: "lost" });
      } else if (event.type === "refused" && isAbout(event.error, message)) {
        settle({ state: "refused", error: toPermissionError(nc, what, event.error) });
      }
    });
  });
  try {
    return await Promise.race([interrupted, send()]);
  } catch (error) {
    return toOutcome(toAppError(nc, error, { what, subject: message.subject }));
  } finally {
    stop();
  }
}

/** The gateway names the reply where that is what it refuses. */
function isAbout(error: Error & { subject: string }, { subject, reply }: OutgoingMessage): boolean {
  if (error.subject === subject) return true;
  return reply !== undefined && error.message.includes(`with Reply of "${reply}"`);
}

function headersOf({ headers }: OutgoingMessage) {
  const made = toHeaders(headers);
  return made ? { headers: made } : {};
}
