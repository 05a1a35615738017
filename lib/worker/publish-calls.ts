import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type {
  OutgoingMessage,
  PublishOutcome,
  PublishRun,
  PublishTally,
  RequestAnswer,
  RequestEnd,
  RequestPlan,
  Responder,
  ResponderState,
} from "@/lib/model/publish";
import { publish, publishToStream } from "@/lib/nats/publish";
import { publishMany } from "@/lib/nats/publish-many";
import { request } from "@/lib/nats/request-reply";
import { respond } from "@/lib/nats/respond";
import type { Link } from "./link";
import { sendOverLink } from "./send-over-link";

/** What the page may have sent. Whoever gives a name to a run can stop it by that. */
export type PublishCalls = {
  publish(
    connectionId: string,
    message: OutgoingMessage,
    awaitsAck: boolean,
  ): Promise<Reading<PublishOutcome>>;
  publishMany(
    connectionId: string,
    name: string,
    run: PublishRun,
    hear: (tally: PublishTally) => void,
  ): Promise<Reading<PublishTally>>;
  sendRequest(
    connectionId: string,
    name: string,
    plan: RequestPlan,
    hear: (answer: RequestAnswer) => void,
  ): Promise<Reading<RequestEnd>>;
  /** Ends when it is stopped, or when it can't go on. */
  respond(
    connectionId: string,
    name: string,
    responder: Responder,
    hear: (state: ResponderState) => void,
  ): Promise<Reading<ResponderState>>;
  stopSending(name: string): void;
};

/** Sends over the tab's own connection while that is up; nothing is kept for later, nothing sent twice (R05). */
export function createPublishCalls(linkOf: (connectionId: string) => Link): PublishCalls {
  const runs = new Map<string, AbortController>();
  const run = async <T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const own = new AbortController();
    runs.set(name, own);
    try {
      return await work(own.signal);
    } finally {
      runs.delete(name);
    }
  };
  const over = <T>(
    connectionId: string,
    what: string,
    send: (nc: NatsConnection) => Promise<Reading<T>>,
  ) => sendOverLink(linkOf(connectionId), { connectionId, what, send });
  return {
    publish: (connectionId, message, awaitsAck) =>
      over(connectionId, "The message", async (nc) => ok(await sendOne(nc, message, awaitsAck))),
    publishMany: (connectionId, name, plan, hear) =>
      run(name, (signal) =>
        over(connectionId, "The message", async (nc) =>
          ok(await publishMany(nc, plan, hear, signal)),
        ),
      ),
    sendRequest: (connectionId, name, plan, hear) =>
      run(name, (signal) =>
        over(connectionId, "The request", (nc) => request(nc, plan, hear, signal)),
      ),
    respond: (connectionId, name, responder, hear) =>
      run(name, (signal) =>
        over(connectionId, "The responder", (nc) => respond(nc, responder, hear, signal)),
      ),
    stopSending: (name) => runs.get(name)?.abort(),
  };
}

function sendOne(nc: NatsConnection, message: OutgoingMessage, awaitsAck: boolean) {
  return awaitsAck ? publishToStream(nc, message) : publish(nc, message);
}

function ok<T>(value: T): Reading<T> {
  return { ok: true, value };
}
