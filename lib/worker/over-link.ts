import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { LinkStatus } from "@/lib/model/link";
import type { Link } from "./link";

/** What is asked over a link, and in words for an error. */
export type OverLink<T> = {
  connectionId: string;
  what: string;
  read: (nc: NatsConnection) => Promise<Reading<T>>;
};

/** Reads over the tab's own connection while that is up; nothing waits for a lost one. */
export async function readOverLink<T>(
  link: Link,
  { connectionId, what, read }: OverLink<T>,
): Promise<Reading<T>> {
  const notNow = (status: LinkStatus): Reading<never> => ({
    ok: false,
    error: errorOf(status, connectionId, what),
  });
  const status = await link.settled();
  if (status.state !== "connected") return notNow(status);
  let leave = () => {};
  const lost = new Promise<LinkStatus>((tell) => {
    leave = link.watch((next) => next.state !== "connected" && tell(next));
  });
  try {
    return await Promise.race([link.nats().then(read), lost.then(notNow)]);
  } catch (error) {
    return { ok: false, error: { kind: "unexpected", what, detail: String(error) } };
  } finally {
    leave();
  }
}

/** The same for what changes something: a link that was lost is told as what did not happen. */
export async function writeOverLink<T>(link: Link, over: OverLink<T>): Promise<Reading<T>> {
  const answer = await readOverLink(link, over);
  if (answer.ok || answer.error.kind === "not-done") return answer;
  return { ok: false, error: { kind: "not-done", title: over.what, cause: answer.error } };
}

function errorOf(status: LinkStatus, connectionId: string, what: string): AppError {
  if (status.state === "unknown") return { kind: "unknown-connection", id: connectionId };
  const why = ("why" in status && status.why) || "Nobody is signed in.";
  return { kind: "disconnected", what, why, willRetry: status.state === "reconnecting" };
}
