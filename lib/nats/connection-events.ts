import type { NatsConnection, Status } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { isViolation, toPermissionError, type Violation } from "./to-app-error";

/** What happens to a connection beside its messages. */
export type ConnectionEvent =
  /** A frame of ours was refused; the connection goes on. */
  | { type: "refused"; error: Violation }
  | { type: "lost" }
  /** It was lost and is there again: its subscriptions too, but what came in between did not. */
  | { type: "back" }
  | { type: "closed" };

type Listener = (event: ConnectionEvent) => void;
type Followed = { listeners: Set<Listener>; isLost: boolean };
const followed = new WeakMap<NatsConnection, Followed>();

/** Calls back with what happens to the connection, until the returned function is called. */
export function onConnectionEvent(nc: NatsConnection, listener: Listener): () => void {
  const { listeners } = follow(nc);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Calls back when what was asked is answered no more: the connection is lost, or one of these subjects is refused. */
export function onInterruption(
  nc: NatsConnection,
  { what, subjects }: { what: string; subjects: readonly string[] },
  fail: (error: AppError) => void,
): () => void {
  return onConnectionEvent(nc, (event) => {
    if (event.type === "lost" || event.type === "closed") {
      const why = "The connection was lost.";
      fail({ kind: "disconnected", what, why, willRetry: event.type === "lost" });
    }
    if (event.type === "refused" && subjects.includes(event.error.subject)) {
      fail(toPermissionError(nc, what, event.error));
    }
  });
}

/** Waits while the connection is lost. What is asked meanwhile would wait in vain for an answer. */
export async function whileLost(nc: NatsConnection, signal: AbortSignal): Promise<void> {
  if (!follow(nc).isLost || signal.aborted) return;
  let forget = () => {};
  await new Promise<void>((settle) => {
    const stop = onConnectionEvent(nc, ({ type }) => {
      if (type === "back" || type === "closed") settle();
    });
    const giveUp = () => settle();
    signal.addEventListener("abort", giveUp);
    forget = () => {
      stop();
      signal.removeEventListener("abort", giveUp);
    };
  });
  forget();
}

function follow(nc: NatsConnection): Followed {
  const known = followed.get(nc);
  if (known) return known;
  const begun: Followed = { listeners: new Set(), isLost: false };
  followed.set(nc, begun);
  void tell(nc, begun);
  return begun;
}

async function tell(nc: NatsConnection, state: Followed): Promise<void> {
  for await (const status of nc.status()) {
    const event = toEvent(status);
    if (!event) continue;
    if (event.type === "lost") state.isLost = true;
    if (event.type === "back") state.isLost = false;
    for (const listener of state.listeners) listener(event);
  }
}

function toEvent(status: Status): ConnectionEvent | undefined {
  if (status.type === "disconnect") return { type: "lost" };
  if (status.type === "reconnect") return { type: "back" };
  if (status.type === "close") return { type: "closed" };
  if (status.type !== "error" || !isViolation(status.error)) return undefined;
  return { type: "refused", error: status.error };
}
