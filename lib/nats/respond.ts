import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { makeValues } from "@/lib/format/generated-values";
import type { HeardRequest, Responder, ResponderState } from "@/lib/model/publish";
import { onConnectionEvent } from "./connection-events";
import { fillHeaders, fillPayload, readHeaders, toHeaders, tooLarge } from "./publish-message";
import { refuserHere } from "./scope";
import { toAppError, toPermissionError } from "./to-app-error";

/** So many of the newest requests are shown, of each so much of its body. */
const mostKept = 50;
const longestBytes = 64 * 1024;
const tellEveryMs = 250;
const what = "The responder";

/** Answers each request on a subject until it is stopped; tells what it has done a few times a second. */
export function respond(
  nc: NatsConnection,
  responder: Responder,
  hear: (state: ResponderState) => void,
  signal: AbortSignal,
): Promise<Reading<ResponderState>> {
  const refused = refuseHere(nc, responder);
  if (refused) return Promise.resolve({ ok: false, error: refused });
  return new Promise((settle) => {
    const state: ResponderState = {
      ...{ received: 0, answered: 0, unasked: 0, failed: 0 },
      ...{ last: [], isLost: false },
    };
    const replies = new Set<string>();
    let subscription: Subscription | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const copy = () => ({ ...state, last: [...state.last] });
    const tell = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        hear(copy());
      }, tellEveryMs);
    };
    const close = (reading: Reading<ResponderState>) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      stopListening();
      subscription?.unsubscribe();
      settle(reading);
    };
    const onAbort = () => close({ ok: true, value: copy() });
    const take = (request: Msg) => {
      state.received += 1;
      state.last = [toHeard(request, state.received), ...state.last].slice(0, mostKept);
      if (!request.reply) state.unasked += 1;
      else if (answer(nc, responder, request, state.received)) {
        state.answered += 1;
        remember(replies, request.reply);
      } else state.failed += 1;
      tell();
    };
    const stopListening = onConnectionEvent(nc, (event) => {
      if (event.type === "refused" && replies.has(event.error.subject)) {
        close({ ok: false, error: toPermissionError(nc, "The answer", event.error) });
      } else if (event.type === "closed") {
        close({ ok: false, error: gone });
      } else if (event.type === "lost" || event.type === "back") {
        state.isLost = event.type === "lost";
        tell();
      }
    });
    signal.addEventListener("abort", onAbort);
    try {
      const { subject, queue } = responder;
      subscription = nc.subscribe(subject, {
        ...(queue === undefined ? {} : { queue }),
        callback: (error, request) =>
          error
            ? close({ ok: false, error: toAppError(nc, error, { what, subject }) })
            : take(request),
      });
      hear(copy());
    } catch (error) {
      const { subject } = responder;
      close({ ok: false, error: toAppError(nc, error, { what, subject }) });
    }
  });
}

const gone: AppError = {
  kind: "disconnected",
  what,
  why: "The connection was closed or changed.",
  willRetry: false,
};

/** What the role does not let it hear or answer. */
function refuseHere(nc: NatsConnection, { subject }: Responder): AppError | undefined {
  const by = refuserHere(nc, "subscription", subject);
  return by && { kind: "permission", what, operation: "subscription", subject, by };
}

/** False where the answer can't go out. */
function answer(
  nc: NatsConnection,
  { headers: lines, payload }: Responder,
  request: Msg,
  n: number,
): boolean {
  const values = makeValues(n);
  const message = {
    subject: request.reply ?? "",
    headers: fillHeaders(lines, values),
    payload: fillPayload(payload, values),
  };
  if (tooLarge(nc, message)) return false;
  const headers = toHeaders(message.headers);
  return request.respond(message.payload, headers ? { headers } : {});
}

function toHeard(request: Msg, n: number): HeardRequest {
  const { subject, reply, data } = request;
  return {
    ...{ n, atMs: Date.now(), subject },
    ...(reply ? { reply } : {}),
    headers: readHeaders(request),
    payload: data.slice(0, longestBytes),
    sizeBytes: data.length,
  };
}

/** A refusal comes within moments: the newest few hundred are enough. */
function remember(replies: Set<string>, reply: string): void {
  replies.add(reply);
  const [oldest] = replies;
  if (replies.size > 500 && oldest !== undefined) replies.delete(oldest);
}
