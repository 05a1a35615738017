import type { Msg, NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { type ConnectionEvent, onConnectionEvent } from "./connection-events";
import type { LookingConsumer } from "./looking-consumer";
import { createPulls, heartbeatMs, type Pulls } from "./pulls";
import { checkHere } from "./request";
import { apiSubject, newInbox } from "./scope";
import { fromDelivery, type StoredMessage } from "./stored-message";
import { toAppError, toPermissionError } from "./to-app-error";

/** How pulling ended: as asked; because the consumer is no more, so that another is needed; or for good. */
export type PullEnd = { why: "stopped" } | { why: "gone" } | { why: "error"; error: AppError };

/** Until when is pulled, and who takes what comes; a promise that it returns is waited for. */
export type PullOptions = {
  what: string;
  signal: AbortSignal;
  onMessage: (message: StoredMessage) => void | Promise<void>;
};

/** Two heartbeats missed, and some. */
const silentMs = 2.5 * heartbeatMs;
/** Room for what stands around a payload. */
const aroundPayloadBytes = 64 * 1024;
const stepBytes = 4 * 1024 * 1024;

/** Pulls a consumer's messages in order, no faster than they are taken. */
export async function pullMessages(
  nc: NatsConnection,
  consumer: LookingConsumer,
  { what, signal, onMessage }: PullOptions,
): Promise<PullEnd> {
  const subject = apiSubject(nc, `CONSUMER.MSG.NEXT.${consumer.stream}.${consumer.name}`);
  const refused = checkHere(nc, { what, subject });
  if (refused) return { why: "error", error: refused.error };
  if (signal.aborted) return { why: "stopped" };

  const inbox = newInbox(nc);
  const subscription = nc.subscribe(`${inbox}.*`);
  let end: PullEnd | undefined;
  const finish = (how: PullEnd) => {
    end ??= how;
    subscription.unsubscribe();
  };
  const forget = watchFor(nc, { what, signal, own: [subject, `${inbox}.*`] }, finish);
  const silence = createSilence(() => finish({ why: "gone" }));
  const pulls = createPulls(maxBytesOf(nc), (name, request) =>
    nc.publish(subject, JSON.stringify(request), { reply: `${inbox}.${name}` }),
  );
  const take = async (message: Msg): Promise<PullEnd | undefined> => {
    const stored = fromDelivery(message);
    if (!stored) {
      const name = message.subject.slice(inbox.length + 1);
      return endPull(pulls, name, readStatus(message, what));
    }
    pulls.took();
    await onMessage(stored);
    return undefined;
  };
  try {
    pulls.fill();
    for await (const message of subscription) {
      if (end) break;
      silence.taking();
      const last = await take(message);
      silence.taken();
      if (last) finish(last);
      else if (!signal.aborted) pulls.fill();
    }
  } catch (error) {
    finish({ why: "error", error: toAppError(nc, error, { what, subject }) });
  } finally {
    silence.stop();
    forget();
    subscription.unsubscribe();
  }
  return end ?? { why: "error", error: closed(what) };
}

function endPull(pulls: Pulls, name: string, status: Status): PullEnd | undefined {
  if (status.is === "end") return status.end;
  if (status.is === "over") pulls.over(name, status.tooBig);
  return undefined;
}

type Watched = { what: string; signal: AbortSignal; own: string[] };

/** Ends the pulling when it is asked to, and when the connection can't go on with it. */
function watchFor(
  nc: NatsConnection,
  { what, signal, own }: Watched,
  finish: (end: PullEnd) => void,
): () => void {
  const onEvent = (event: ConnectionEvent) => {
    // What was sent to the lost connection counts as delivered: only a new consumer has it again.
    if (event.type === "back") finish({ why: "gone" });
    if (event.type === "closed") finish({ why: "error", error: closed(what) });
    if (event.type === "refused" && own.includes(event.error.subject)) {
      finish({ why: "error", error: toPermissionError(nc, what, event.error) });
    }
  };
  const stop = () => finish({ why: "stopped" });
  const forget = onConnectionEvent(nc, onEvent);
  signal.addEventListener("abort", stop);
  return () => {
    forget();
    signal.removeEventListener("abort", stop);
  };
}

/** Calls back once nothing was heard for long; what is being taken is not silence. */
function createSilence(onSilent: () => void) {
  let heardMs = Date.now();
  let isTaking = false;
  const timer = setInterval(() => {
    if (!isTaking && Date.now() - heardMs > silentMs) onSilent();
  }, heartbeatMs);
  return {
    taking: () => {
      isTaking = true;
    },
    taken: () => {
      isTaking = false;
      heardMs = Date.now();
    },
    stop: () => clearInterval(timer),
  };
}

type Status = { is: "nothing" } | { is: "over"; tooBig: boolean } | { is: "end"; end: PullEnd };

/** What the server says in the place of a message. */
function readStatus({ headers }: Msg, what: string): Status {
  const { code = 0, description = "" } = headers ?? {};
  if (code === 100) return { is: "nothing" };
  if (code === 404 || code === 408) return { is: "over", tooBig: false };
  if (/^Message Size Exceeds/i.test(description)) return { is: "over", tooBig: true };
  if (/^Batch Completed/i.test(description)) return { is: "over", tooBig: false };
  if (code === 503 || /deleted|shutdown|leadership/i.test(description)) {
    return { is: "end", end: { why: "gone" } };
  }
  return {
    is: "end",
    end: { why: "error", error: { kind: "jetstream", what, code, description } },
  };
}

function maxBytesOf({ info }: NatsConnection): number {
  return Math.max(stepBytes, (info?.max_payload ?? 0) + aroundPayloadBytes);
}

function closed(what: string): AppError {
  return { kind: "disconnected", what, why: "The connection was closed.", willRetry: false };
}
