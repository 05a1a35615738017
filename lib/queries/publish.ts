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
import { askWorker, askWorkerLive } from "@/lib/worker/client";

/** Something that goes on until it is done or stopped. */
export type Running<T> = { done: Promise<Reading<T>>; stop: () => void };

let names = 0;

/** Publishes one message, once. */
export async function publishMessage(
  connectionId: string,
  message: OutgoingMessage,
  awaitsAck: boolean,
): Promise<PublishOutcome> {
  const reading = await askWorker((worker) => worker.publish(connectionId, message, awaitsAck));
  return reading.ok ? reading.value : { state: "refused", error: reading.error };
}

/** Publishes many, and tells how far it is. */
export function startPublishing(
  connectionId: string,
  run: PublishRun,
  hear: (tally: PublishTally) => void,
): Running<PublishTally> {
  const name = nextName();
  const done = askWorkerLive(hear, (worker, tell) =>
    worker.publishMany(connectionId, name, run, tell),
  );
  return { done, stop: () => stop(name) };
}

/** Sends a request, and tells each answer. */
export function startRequest(
  connectionId: string,
  plan: RequestPlan,
  hear: (answer: RequestAnswer) => void,
): Running<RequestEnd> {
  const name = nextName();
  const done = askWorkerLive(hear, (worker, tell) =>
    worker.sendRequest(connectionId, name, plan, tell),
  );
  return { done, stop: () => stop(name) };
}

/** Answers requests until it is stopped. */
export function startResponder(
  connectionId: string,
  responder: Responder,
  hear: (state: ResponderState) => void,
): Running<ResponderState> {
  const name = nextName();
  const done = askWorkerLive(hear, (worker, tell) =>
    worker.respond(connectionId, name, responder, tell),
  );
  return { done, stop: () => stop(name) };
}

function nextName(): string {
  names += 1;
  return `run ${names}`;
}

function stop(name: string): void {
  void askWorker(async (worker) => {
    await worker.stopSending(name);
    return { ok: true, value: null };
  });
}
