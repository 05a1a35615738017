import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ReadScope } from "./messages-scope";
import { walkSpan } from "./messages-walk";
import { type TakeRaw, takeBatch } from "./search-batch";
import { toCandidate } from "./search-candidate";
import type { Window } from "./search-windows";

/** What a part held, and when its first bytes came; `unknown` where a server does not know batches. */
export type WindowRead = { messages: number; bytes: number; firstMs: number } | "unknown";

/** A part that is being read. */
export type WindowReading = { read: Promise<Reading<WindowRead>>; cancel: () => void };

/** Once more than was counted came, this many are asked for. */
const moreMessages = 1_000;

/** Reads a part of the stream and hands over each message as it comes. */
export function readWindow(scope: ReadScope, window: Window, take: TakeRaw): WindowReading {
  const stop = { isWanted: false, now: () => {} };
  const read = scope.isBatched
    ? readBatches(scope, window, take, stop)
    : readEach(scope, window, take, stop);
  const cancel = () => {
    stop.isWanted = true;
    stop.now();
  };
  return { read, cancel };
}

type Stop = { isWanted: boolean; now: () => void };

async function readBatches(
  { nc, stream, what, filter, maxBytes }: ReadScope,
  { from, to, count }: Window,
  take: TakeRaw,
  stop: Stop,
): Promise<Reading<WindowRead>> {
  let [messages, bytes, firstMs] = [0, 0, 0];
  for (let next = from; next <= to; ) {
    if (stop.isWanted) return cancelled(what);
    const left = Math.min(count - messages, Number(to - next + 1n));
    const before = messages;
    const batch = takeBatch(
      nc,
      { ...{ stream, what, filter, maxBytes }, from: next, count: left > 0 ? left : moreMessages },
      (raw, at, bodyAt, end) => {
        if (firstMs === 0) firstMs = Date.now();
        messages++;
        bytes += end - at;
        take(raw, at, bodyAt, end);
      },
    );
    stop.now = batch.cancel;
    const end = await batch.end;
    if (!end.ok) return end;
    if (!end.value) return { ok: true, value: "unknown" };
    const { last, pending } = end.value;
    if (messages === before || pending === 0n || last < next) break;
    next = last + 1n;
  }
  return { ok: true, value: { messages: Math.min(messages, count), bytes, firstMs } };
}

async function readEach(
  scope: ReadScope,
  { from, to, count }: Window,
  take: TakeRaw,
  stop: Stop,
): Promise<Reading<WindowRead>> {
  const firstMs = Date.now();
  let [messages, bytes] = [0, 0];
  for (let next = from; next <= to; ) {
    if (stop.isWanted) return cancelled(scope.what);
    const answer = await walkSpan(scope, next, to, count);
    if (!answer.ok) return answer;
    for (const stored of answer.value.messages) {
      const { raw, bodyAt } = toCandidate(stored, scope.extent.allowDirect);
      messages++;
      bytes += raw.length;
      take(raw, 0, bodyAt, raw.length);
    }
    next = answer.value.reachedTo + 1n;
  }
  return { ok: true, value: { messages, bytes, firstMs } };
}

function cancelled(what: string): { ok: false; error: AppError } {
  return { ok: false, error: { kind: "cancelled", what } };
}
