import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { Link } from "./link";

/** What is sent over a link, and in words for an error. */
export type Sending<T> = {
  connectionId: string;
  what: string;
  send: (nc: NatsConnection) => Promise<Reading<T>>;
};

/** Unlike a reading, it does not end with the link: what became of a message, its sender says. */
export async function sendOverLink<T>(link: Link, sending: Sending<T>): Promise<Reading<T>> {
  const { connectionId, what, send } = sending;
  const status = await link.settled();
  if (status.state === "connected") return send(await link.nats());
  const why = ("why" in status && status.why) || "Nobody is signed in.";
  const error: AppError =
    status.state === "unknown"
      ? { kind: "unknown-connection", id: connectionId }
      : { kind: "disconnected", what, why, willRetry: status.state === "reconnecting" };
  return { ok: false, error };
}
