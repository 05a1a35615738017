import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { onConnectionEvent } from "./connection-events";
import { checkHere, encode } from "./request";
import { apiSubject, newInbox } from "./scope";
import { fromDirect } from "./stored-message";
import { nobodyAnswers, toAppError, toPermissionError } from "./to-app-error";

/** A message as it came: headers, also those that the server added, and from `bodyAt` on the payload. */
export type RawMessage = { raw: Uint8Array; bodyAt: number; message: Msg };

/** What is asked for: of a stream, from a sequence on, so many, and no more bytes than that. */
export type RawQuery = {
  stream: string;
  what: string;
  filter: string;
  from: bigint;
  count: number;
  maxBytes: number;
};

/** How a batch ended, and how many matching messages come behind it. */
export type RawEnd = { pending: bigint };

/** A batch that is under way. */
export type RawBatch = { end: Promise<Reading<RawEnd | undefined>>; cancel: () => void };

const silentMs = 5_000;
const lookEveryMs = 500;

/**
 * Reads a batch by direct get and hands each message over as it comes, without a look into it. Undefined at the end
 * where a server that does not know batches answered.
 */
export function takeBatch(
  nc: NatsConnection,
  { stream, what, filter, from, count, maxBytes }: RawQuery,
  take: (message: RawMessage) => void,
): RawBatch {
  const subject = apiSubject(nc, `DIRECT.GET.${stream}`);
  const asked = { what, subject };
  const refused = checkHere(nc, asked);
  if (refused) return { end: Promise.resolve(refused), cancel: () => undefined };
  let cancel = () => {};
  const end = new Promise<Reading<RawEnd | undefined>>((settle) => {
    const inbox = newInbox(nc);
    let received = 0;
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => {
        if (error) return fail(toAppError(nc, error, asked));
        const ended = received === 0 ? readFirst(message) : undefined;
        received++;
        if (ended || isStatus(message)) return finish(ended ?? readEnd(nc, message, asked));
        const bodyAt = bodyOf(message);
        take({ raw: rawOf(message, bodyAt), bodyAt, message });
      },
    });
    const finish = (reading: Reading<RawEnd | undefined>) => {
      clearInterval(timer);
      forget();
      subscription.unsubscribe();
      settle(reading);
    };
    const fail = (error: AppError) => finish({ ok: false, error });
    const forget = onConnectionEvent(nc, (event) => {
      if (event.type === "lost" || event.type === "closed") {
        const why = "The connection was lost.";
        fail({ kind: "disconnected", what, why, willRetry: event.type === "lost" });
      }
      if (event.type === "refused" && [subject, inbox].includes(event.error.subject)) {
        fail(toPermissionError(nc, what, event.error));
      }
    });
    // A timer for each message would cost more than to look at it.
    let seen = { received: -1, atMs: Date.now() };
    const timer = setInterval(() => {
      const atMs = Date.now();
      if (received !== seen.received) seen = { received, atMs };
      else if (atMs - seen.atMs >= silentMs) fail({ kind: "timeout", what, subject });
    }, lookEveryMs);
    cancel = () => fail({ kind: "cancelled", what });
    const query = { seq: from, next_by_subj: filter, batch: count, max_bytes: maxBytes };
    try {
      nc.publish(subject, encode(query), { reply: inbox });
    } catch (error) {
      fail(toAppError(nc, error, asked));
    }
  });
  return { end, cancel: () => cancel() };
}

/** What nats.js keeps of the protocol's line; without it the message itself is asked. */
type Wire = Msg & { _msg?: { hdr?: number }; _rdata?: Uint8Array };

function bodyOf(message: Wire): number {
  const { _msg, _rdata } = message;
  if (_rdata && _msg?.hdr !== undefined) return Math.max(0, _msg.hdr);
  return message.headers ? encodeHeaders(message).length : 0;
}

function rawOf(message: Wire, bodyAt: number): Uint8Array {
  if (message._rdata) return message._rdata;
  const raw = new Uint8Array(bodyAt + message.data.length);
  if (bodyAt > 0) raw.set(encodeHeaders(message));
  raw.set(message.data, bodyAt);
  return raw;
}

function encodeHeaders({ headers }: Msg): Uint8Array {
  return new TextEncoder().encode(headers ? String(headers) : "");
}

/** One that a server without batches sent stands alone: it does not say how many come behind it. */
function readFirst(message: Msg): Reading<undefined> | undefined {
  if (!fromDirect(message)) return undefined;
  return message.headers?.has("Nats-Num-Pending") ? undefined : { ok: true, value: undefined };
}

const space = 32;
const statusAt = "NATS/1.0".length;

/** A status has words in its first line, which a publisher may write too: then the server's own lines follow. */
function isStatus(message: Wire): boolean {
  if (message._rdata && (message._msg?.hdr ?? -1) > 0 && message._rdata[statusAt] !== space) {
    return false;
  }
  return !fromDirect(message);
}

function readEnd(
  nc: NatsConnection,
  { headers }: Msg,
  asked: { what: string; subject: string },
): Reading<RawEnd> {
  const { code = 0, description = "" } = headers ?? {};
  if (code === 204) {
    const pending = headers?.get("Nats-Num-Pending") ?? "";
    return { ok: true, value: { pending: /^\d+$/.test(pending) ? BigInt(pending) : 0n } };
  }
  if (code === 404) return { ok: true, value: { pending: 0n } };
  if (code === 503) return { ok: false, error: nobodyAnswers(nc, asked) };
  return { ok: false, error: { kind: "jetstream", what: asked.what, code, description } };
}
