import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { RequestAnswer, RequestEnd, RequestPlan } from "@/lib/model/publish";
import { onConnectionEvent } from "./connection-events";
import { readHeaders, toHeaders, tooLarge } from "./publish-message";
import { checkHere } from "./request";
import { newInbox } from "./scope";
import { isNobody, toAppError, toPermissionError } from "./to-app-error";

/** More answers are counted and not kept. */
const mostKept = 1_000;
/** Of a longer body the beginning is kept, and of all together no more than the second. */
const longestBytes = 1024 * 1024;
const mostBytes = 32 * 1024 * 1024;
const what = "The request";

/** Sends a request and tells each answer as it comes; ends by count, silence, time, or when it is stopped. */
export function request(
  nc: NatsConnection,
  plan: RequestPlan,
  hear: (answer: RequestAnswer) => void,
  signal: AbortSignal,
): Promise<Reading<RequestEnd>> {
  const { message, most = Number.POSITIVE_INFINITY, silenceMs, timeoutMs } = plan;
  const asked = { what, subject: message.subject };
  const unsent = checkHere(nc, asked) ?? refuseTooLarge(nc, plan);
  if (unsent) return Promise.resolve(unsent);
  return new Promise((settle) => {
    const sentMs = performance.now();
    let answers = 0;
    let roomBytes = mostBytes;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let subscription: Subscription | undefined;
    const close = (reading: Reading<RequestEnd>) => {
      clearTimeout(late);
      clearTimeout(quiet);
      signal.removeEventListener("abort", onAbort);
      stopListening();
      subscription?.unsubscribe();
      settle(reading);
    };
    const end = (why: RequestEnd["why"]) =>
      close({ ok: true, value: { why, answers, tookMs: performance.now() - sentMs } });
    const fail = (error: AppError) => close({ ok: false, error });
    const onAbort = () => end("stopped");
    const take = (answer: Msg) => {
      if (isNobody(answer)) return end("no-responders");
      answers += 1;
      if (answers <= mostKept) {
        const kept = toAnswer(answer, performance.now() - sentMs, roomBytes);
        roomBytes -= kept.payload.length;
        hear(kept);
      }
      if (answers >= most) return end("count");
      if (silenceMs === undefined) return;
      clearTimeout(quiet);
      quiet = setTimeout(() => end("silence"), silenceMs);
    };
    const late = setTimeout(() => end("time"), timeoutMs);
    signal.addEventListener("abort", onAbort);
    const stopListening = onConnectionEvent(nc, (event) => {
      if (event.type === "lost" || event.type === "closed") end("lost");
      else if (event.type === "refused" && event.error.subject === message.subject) {
        fail(toPermissionError(nc, what, event.error));
      }
    });
    try {
      const inbox = newInbox(nc);
      subscription = nc.subscribe(inbox, {
        callback: (error, answer) => (error ? fail(toAppError(nc, error, asked)) : take(answer)),
      });
      const headers = toHeaders(message.headers);
      nc.publish(message.subject, message.payload, {
        reply: inbox,
        ...(headers ? { headers } : {}),
      });
    } catch (error) {
      fail(toAppError(nc, error, asked));
    }
  });
}

function toAnswer(answer: Msg, afterMs: number, roomBytes: number): RequestAnswer {
  const error = answer.headers?.get("Nats-Service-Error") ?? "";
  const errorCode = answer.headers?.get("Nats-Service-Error-Code") ?? "";
  const { code = 0, description = "" } = answer.headers ?? {};
  return {
    headers: readHeaders(answer),
    // A copy: the client's own buffer holds more than this.
    payload: answer.data.slice(0, Math.min(longestBytes, Math.max(0, roomBytes))),
    sizeBytes: answer.data.length,
    afterMs,
    ...(error || errorCode ? { serviceError: { code: errorCode, description: error } } : {}),
    ...(code > 0 ? { status: { code, description } } : {}),
  };
}

function refuseTooLarge(
  nc: NatsConnection,
  { message }: RequestPlan,
): { ok: false; error: AppError } | undefined {
  const large = tooLarge(nc, message);
  if (!large) return undefined;
  const detail = `Headers and payload are ${large.sizeBytes} bytes; the server takes ${large.maxBytes}.`;
  return { ok: false, error: { kind: "unexpected", what, detail } };
}
