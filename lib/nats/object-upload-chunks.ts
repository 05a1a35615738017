import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { UploadProgress } from "@/lib/model/object-upload";
import { whileLost } from "./connection-events";
import { type FlightEnd, sendChunks } from "./object-upload-flight";
import { type ChunksJob, cutSmaller, reconcile } from "./object-upload-job";
import { isPassing } from "./passing";

/** The connection as it is now; waits for one. After a loss it can be another. */
export type Reach = () => Promise<NatsConnection>;

/** How all of it ended; `nc` is the connection that it ended over. */
export type ChunksEnd = Exclude<FlightEnd, { is: "interrupted" }>;

const pauseMs = 250;
const longestPauseMs = 4_000;
/** A store that does not answer over a connection that stands is given up after this. */
const patienceMs = 60_000;
/** What gets through a slow link before that is taken for dead. */
const smallBytes = 128 * 1024;

/** Sends all chunks, however often the connection is lost on the way; what is stored is never sent again. */
export async function sendAllChunks(
  reach: Reach,
  job: ChunksJob,
  tell: (state: UploadProgress["state"]) => void,
): Promise<ChunksEnd> {
  let tries = 0;
  let storedBytes = job.storedBytes;
  let sinceMs = performance.now();
  for (;;) {
    const nc = await reachUnlessStopped(reach, job.signal);
    if (!nc) return { is: "stopped" };
    const end = await sendOn(nc, job, tries > 0, tell);
    if (end.is !== "interrupted") return end;
    if (job.storedBytes > storedBytes) tries = 0;
    if (job.storedBytes > storedBytes || end.error.kind === "disconnected") {
      sinceMs = performance.now();
    }
    storedBytes = job.storedBytes;
    if (performance.now() - sinceMs > patienceMs) return { is: "failed", error: end.error };
    tell("waiting-for-link");
    if (tries > 0) cutSmaller(job, smallBytes);
    await pause(Math.min(longestPauseMs, pauseMs * 2 ** tries++), job.signal);
  }
}

async function sendOn(
  nc: NatsConnection,
  job: ChunksJob,
  isAgain: boolean,
  tell: (state: UploadProgress["state"]) => void,
): Promise<FlightEnd> {
  if (job.unstored.length > 0 || isAgain) {
    const error = await reconcile(nc, job);
    if (error) return { is: isPassing(error) ? "interrupted" : "failed", error };
  }
  tell("sending");
  return sendChunks(nc, job);
}

/** An open connection; undefined where it was stopped meanwhile. */
export async function reachUnlessStopped(
  reach: Reach,
  signal: AbortSignal,
): Promise<NatsConnection | undefined> {
  while (!signal.aborted) {
    const nc = await unlessStopped(reach(), signal);
    if (!nc) return undefined;
    await whileLost(nc, signal);
    if (!nc.isClosed() && !signal.aborted) return nc;
    await pause(pauseMs, signal);
  }
  return undefined;
}

function unlessStopped<T>(wanted: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((settle) => {
    if (signal.aborted) settle(undefined);
    signal.addEventListener("abort", () => settle(undefined), { once: true });
    void wanted.then(settle);
  });
}

/** Waits, unless it is stopped. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await unlessStopped(delay(ms), signal);
}
