import { type Msg, MsgHdrsImpl, type NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { type BatchEnd, readBatchEnd } from "./batch-end";
import { onInterruption } from "./connection-events";
import { checkHere, encode } from "./request";
import { apiSubject, newInbox } from "./scope";
import { fromDirect } from "./stored-message";
import { tailSieveOf } from "./tail-sieve";
import { toAppError } from "./to-app-error";

/** Looks at a message among the bytes that came: its headers, from `bodyAt` on its payload, and its end. */
export type TakeRaw = (bytes: Uint8Array, from: number, bodyAt: number, to: number) => void;

/** What is asked for: of a stream, from a sequence on, so many, and no more bytes than that. */
export type RawQuery = {
  stream: string;
  what: string;
  filter: string;
  from: bigint;
  count: number;
  maxBytes: number;
};

/** A batch that is under way. */
export type RawBatch = { end: Promise<Reading<BatchEnd | undefined>>; cancel: () => void };

const silentMs = 5_000;
const lookEveryMs = 500;

/**
 * Reads a batch by direct get and hands each message over as it comes, without a look into it. Undefined at the end
 * where a server that does not know batches answered.
 */
export function takeBatch(
  nc: NatsConnection,
  { stream, what, filter, from, count, maxBytes }: RawQuery,
  take: TakeRaw,
): RawBatch {
  const subject = apiSubject(nc, `DIRECT.GET.${stream}`);
  const asked = { what, subject };
  const refused = checkHere(nc, asked);
  if (refused) return { end: Promise.resolve(refused), cancel: () => undefined };
  let cancel = () => {};
  const end = new Promise<Reading<BatchEnd | undefined>>((settle) => {
    const inbox = newInbox(nc);
    let received = 0;
    const takeNext: TakeRaw = (bytes, at, bodyAt, to) => {
      const isFirst = received === 0;
      received++;
      if (!isFirst && !mayBeStatus(bytes, at, bodyAt)) return take(bytes, at, bodyAt, to);
      const headers = MsgHdrsImpl.decode(bytes.subarray(at, bodyAt));
      const isStored = fromDirect({ headers, data: bytes.subarray(bodyAt, to) }) !== undefined;
      if (!isStored) return finish(readBatchEnd(nc, headers, asked));
      // One that a server without batches sent stands alone: it does not say how many come behind it.
      if (!headers.has("Nats-Num-Pending")) return finish({ ok: true, value: undefined });
      take(bytes, at, bodyAt, to);
    };
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => {
        if (error) fail(toAppError(nc, error, asked));
        else takeMessage(message, takeNext);
      },
    });
    // Where a link offers it, the client makes no object of each message.
    const leave = tailSieveOf(nc)?.tap(
      subscription.getID(),
      ({ bytes, dataAt, headerBytes, dataEnd }) =>
        takeNext(bytes, dataAt, dataAt + headerBytes, dataEnd),
    );
    const finish = (reading: Reading<BatchEnd | undefined>) => {
      clearInterval(timer);
      forget();
      leave?.();
      if (!nc.isClosed()) subscription.unsubscribe();
      settle(reading);
    };
    const fail = (error: AppError) => finish({ ok: false, error });
    const forget = onInterruption(nc, { what, subjects: [subject, inbox] }, fail);
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

/** The same of a message that the client made an object of. */
function takeMessage({ _msg, _rdata, headers, data }: Wire, take: TakeRaw): void {
  if (_rdata && _msg?.hdr !== undefined) {
    take(_rdata, 0, Math.max(0, _msg.hdr), _rdata.length);
    return;
  }
  const head = new TextEncoder().encode(headers ? String(headers) : "");
  const bytes = new Uint8Array(head.length + data.length);
  bytes.set(head);
  bytes.set(data, head.length);
  take(bytes, 0, head.length, bytes.length);
}

const space = 32;
const statusAt = "NATS/1.0".length;

/** A status has words in its first line, which a publisher may write too: then the server's own lines follow. */
function mayBeStatus(bytes: Uint8Array, from: number, bodyAt: number): boolean {
  return bodyAt <= from || bytes[from + statusAt] === space;
}
