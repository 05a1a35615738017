import { headers, type Msg, type NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError } from "@/lib/errors/app-error";
import { onConnectionEvent } from "./connection-events";
import { streamOfWrites, subjectOfWrites } from "./object-place";
import { toRefusal } from "./object-refusals";
import { type ChunksJob, passChunk } from "./object-upload-job";
import { checkHere, parseText } from "./request";
import { newInbox } from "./scope";
import { isNobody, nobodyAnswers, toAppError, toPermissionError } from "./to-app-error";
import { counter } from "./wire";

/** How sending over one connection ended. */
export type FlightEnd =
  | { is: "done" }
  | { is: "stopped" }
  /** It may go on later; what was not acknowledged may be stored or not. */
  | { is: "interrupted"; error: AppError }
  | { is: "failed"; error: AppError };

/** So much is on its way at most, and at first: it grows as answers come. */
const mostBytes = 8 * 1024 * 1024;
const firstBytes = 512 * 1024;
const mostChunks = 1_000;
/** A chunk that takes longer holds up pings, and with that the link's signs of life. */
const slowMs = 1_500;
/** Without any answer. */
const silentMs = 30_000;
/** After the end, for what was still on its way. */
const lastWaitMs = 5_000;

const ack = z.object({ stream: z.string(), seq: counter });
/** Another chunk came in between: one that was on its way when the connection was lost. */
const conflict = 10071;
/** JetStream has too much to do; or no leader. */
const passing = new Set([10008, 10167]);

/** Sends chunk after chunk with many on their way, until all are acknowledged or something is in the way. */
export async function sendChunks(nc: NatsConnection, job: ChunksJob): Promise<FlightEnd> {
  const subject = subjectOfWrites(nc, job.subject);
  const refused = checkHere(nc, { what: job.what, subject });
  if (refused) return { is: "failed", error: refused.error };
  const flight = open(nc, job, subject);
  try {
    return await fly(job, flight);
  } finally {
    flight.close();
  }
}

type Flight = ReturnType<typeof open>;

async function fly(job: ChunksJob, flight: Flight): Promise<FlightEnd> {
  // The first after an interruption goes alone, and says behind which it comes: nothing can slip in before it.
  let behind = job.unstored.length > 0 ? job.lastSequence : undefined;
  let end = flight.end();
  while (!end) {
    if (job.signal.aborted) flight.finish({ is: "stopped" });
    else if (flight.mayFly(behind !== undefined)) await launchNext(job, flight, behind);
    else if (job.isReadToEnd && job.unstored.length === 0) flight.finish({ is: "done" });
    else {
      await flight.change();
      if (flight.flying() === 0) behind = undefined;
    }
    end = flight.end();
  }
  if (end.is === "stopped" || end.is === "failed") await flight.landed();
  return end;
}

async function launchNext(
  job: ChunksJob,
  flight: Flight,
  behind: bigint | undefined,
): Promise<void> {
  const chunk = job.unstored[flight.flying()] ?? (await readNext(job, flight));
  if (chunk && !flight.end()) flight.launch(chunk, behind);
}

async function readNext(job: ChunksJob, flight: Flight): Promise<Uint8Array | undefined> {
  const next = await job.source.next();
  if (!next.ok) {
    flight.finish({ is: "failed", error: next.error });
    return undefined;
  }
  if (!next.value) {
    job.isReadToEnd = true;
    return undefined;
  }
  job.unstored.push(next.value);
  return next.value;
}

function open(nc: NatsConnection, job: ChunksJob, subject: string) {
  const stream = streamOfWrites(job.store);
  const { what, signal } = job;
  const inbox = newInbox(nc);
  const answers: (bigint | undefined)[] = [];
  const sentMs: number[] = [];
  let end: FlightEnd | undefined;
  let flyingBytes = 0;
  let unanswered = 0;
  let isLost = false;
  let windowBytes = firstBytes;
  let wake = () => {};
  let heardMs = performance.now();

  const finish = (how: FlightEnd) => {
    end ??= how;
    wake();
  };
  const interrupt = (error: AppError) => finish({ is: "interrupted", error });
  const land = () => {
    while (answers[0] !== undefined) {
      const sequence = answers.shift() ?? 0n;
      const tookMs = performance.now() - (sentMs.shift() ?? 0);
      const length = job.unstored[0]?.length ?? 0;
      flyingBytes -= length;
      windowBytes =
        tookMs > slowMs
          ? Math.max(length, windowBytes / 2)
          : Math.min(mostBytes, windowBytes + length);
      if (sequence <= job.lastSequence) return finish({ is: "failed", error: outOfOrder(what) });
      passChunk(job, sequence);
    }
  };
  const hear = (error: Error | null, message: Msg) => {
    heardMs = performance.now();
    unanswered--;
    if (error) return interrupt(toAppError(nc, error, { what, subject }));
    const at = Number(message.subject.slice(inbox.length + 1)) - job.storedChunks;
    const answer = readAck(nc, message, { what, subject, stream });
    if ("error" in answer) {
      finish(answer);
      return wake();
    }
    if (at < 0 || at >= answers.length) return;
    answers[at] = answer.sequence;
    land();
    wake();
  };
  const subscription = nc.subscribe(`${inbox}.*`, { callback: hear });
  const forget = onConnectionEvent(nc, (event) => {
    if (event.type === "lost" || event.type === "closed") {
      isLost = true;
      interrupt(lost(what));
    }
    if (event.type === "refused" && [subject, `${inbox}.*`].includes(event.error.subject)) {
      finish({ is: "failed", error: toPermissionError(nc, what, event.error) });
    }
  });
  const timer = setInterval(() => {
    if (answers.length > 0 && performance.now() - heardMs > silentMs) {
      interrupt({ kind: "timeout", what, subject });
    }
  }, 1_000);
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  /** Something has come, or has ended it. */
  const change = () =>
    new Promise<void>((settle) => {
      wake = settle;
      if (end) settle();
    });
  return {
    end: () => end,
    finish,
    flying: () => answers.length,
    mayFly: (isAlone: boolean) => {
      if (job.isReadToEnd && answers.length === job.unstored.length) return false;
      if (answers.length === 0) return true;
      return !isAlone && flyingBytes < windowBytes && answers.length < mostChunks;
    },
    launch(chunk: Uint8Array, behind: bigint | undefined) {
      const reply = `${inbox}.${job.storedChunks + answers.length}`;
      if (answers.length === 0) heardMs = performance.now();
      answers.push(undefined);
      sentMs.push(performance.now());
      flyingBytes += chunk.length;
      unanswered++;
      try {
        const lines = behind === undefined ? {} : { headers: expecting(behind) };
        nc.publish(subject, chunk, { reply, ...lines });
      } catch (error) {
        interrupt(toAppError(nc, error, { what, subject }));
      }
    },
    change,
    /** What was on its way at the end is stored before it is taken away. */
    async landed() {
      const latest = performance.now() + lastWaitMs;
      const late = setTimeout(() => wake(), lastWaitMs);
      while (unanswered > 0 && !isLost && performance.now() < latest) {
        await new Promise<void>((settle) => {
          wake = settle;
        });
      }
      clearTimeout(late);
    },
    close() {
      clearInterval(timer);
      forget();
      subscription.unsubscribe();
      signal.removeEventListener("abort", stop);
    },
  };
}

function readAck(
  nc: NatsConnection,
  message: Msg,
  { what, subject, stream }: { what: string; subject: string; stream: string },
): { sequence: bigint } | Extract<FlightEnd, { error: AppError }> {
  if (isNobody(message)) {
    return { is: "interrupted", error: nobodyAnswers(nc, { what, subject }) };
  }
  const parsed = parseText({ what, subject }, message.string(), ack);
  if (parsed.ok && parsed.value.stream === stream) return { sequence: parsed.value.seq };
  if (parsed.ok) {
    const detail = `Stream ${parsed.value.stream} took a chunk, and ${stream} is the store.`;
    return { is: "failed", error: { kind: "damaged", what, detail } };
  }
  const { error } = parsed;
  if (error.kind !== "jetstream") {
    return { is: error.kind === "electing" ? "interrupted" : "failed", error };
  }
  if (error.code === conflict || passing.has(error.code)) return { is: "interrupted", error };
  return { is: "failed", error: toRefusal(what, error.code, error.description) };
}

function expecting(behind: bigint) {
  const made = headers();
  made.append("Nats-Expected-Last-Subject-Sequence", String(behind));
  return made;
}

function lost(what: string): AppError {
  return { kind: "disconnected", what, why: "The connection was lost.", willRetry: true };
}

function outOfOrder(what: string): AppError {
  return { kind: "damaged", what, detail: "Its chunks were stored in another order than sent." };
}
