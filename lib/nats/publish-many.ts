import type { NatsConnection } from "@nats-io/nats-core";
import { makeValues } from "@/lib/format/generated-values";
import type { PublishOutcome, PublishRun, PublishTally } from "@/lib/model/publish";
import { publish, publishToStream } from "./publish";
import { fillTemplate } from "./publish-message";

/** So many wait for their answer at a time: enough for a link of 20 ms, and no burst for the server's queue. */
const mostInFlight = 64;
/** Failures of other kinds than these are counted with the last of them. */
const mostReasons = 20;
const tellEveryMs = 100;

/** Publishes one message after the other at a rate, until all went out, it is stopped, or the connection is lost. */
export async function publishMany(
  nc: NatsConnection,
  run: PublishRun,
  hear: (tally: PublishTally) => void,
  signal: AbortSignal,
): Promise<PublishTally> {
  const tally: PublishTally = { sent: 0, taken: 0, duplicates: 0, failures: [], stored: [] };
  const inFlight = new Set<Promise<void>>();
  const beganMs = performance.now();
  let isOver = false;
  let toldMs = 0;
  const tell = () => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    hear(copyOf(tally));
  };
  const send = run.awaitsAck ? publishToStream : publish;
  const sendNext = () => {
    tally.sent += 1;
    const message = fillTemplate(run.template, makeValues(tally.sent));
    const one = send(nc, message).then((outcome) => {
      count(tally, outcome);
      if (outcome.state === "unknown" && outcome.why === "lost") isOver = true;
      inFlight.delete(one);
      tell();
    });
    inFlight.add(one);
  };
  const goesOn = () => tally.sent < run.count && !signal.aborted && !isOver;
  while (goesOn()) {
    const due = dueNow(run, performance.now() - beganMs);
    if (inFlight.size >= mostInFlight) await Promise.race(inFlight);
    else if (tally.sent < due) sendNext();
    else await rest(run, tally.sent, beganMs, signal);
  }
  await Promise.all(inFlight);
  return tally;
}

/** How many are to have gone out by now. */
function dueNow({ count: all, ratePerSec }: PublishRun, sinceMs: number): number {
  if (ratePerSec === undefined) return all;
  return Math.min(all, Math.floor((sinceMs * ratePerSec) / 1_000) + 1);
}

/** Until the next one is due, or it is stopped. */
function rest(
  { ratePerSec = 1_000 }: PublishRun,
  sent: number,
  beganMs: number,
  signal: AbortSignal,
): Promise<void> {
  const waitMs = beganMs + (sent * 1_000) / ratePerSec - performance.now();
  return new Promise((settle) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      settle();
    };
    const timer = setTimeout(end, Math.max(1, waitMs));
    signal.addEventListener("abort", end);
  });
}

function count(tally: PublishTally, outcome: PublishOutcome): void {
  if (outcome.state === "taken") tally.taken += 1;
  else if (outcome.state === "stored") countStored(tally, outcome);
  else countFailure(tally, outcome);
}

function countStored(
  tally: PublishTally,
  { stream, sequence, isDuplicate }: PublishOutcome & { state: "stored" },
): void {
  tally.taken += 1;
  if (isDuplicate) {
    tally.duplicates += 1;
    return;
  }
  const known = tally.stored.find((one) => one.stream === stream);
  if (!known) tally.stored.push({ stream, first: sequence, last: sequence });
  else if (sequence > known.last) known.last = sequence;
  else if (sequence < known.first) known.first = sequence;
}

function countFailure(tally: PublishTally, outcome: PublishOutcome): void {
  const key = reasonOf(outcome);
  const known = tally.failures.find((one) => reasonOf(one.outcome) === key);
  const into = known ?? (tally.failures.length >= mostReasons ? tally.failures.at(-1) : undefined);
  if (into) into.count += 1;
  else tally.failures.push({ outcome, count: 1 });
}

/** Alike but for what differs from message to message. */
function reasonOf(outcome: PublishOutcome): string {
  if (outcome.state === "rejected") return `rejected ${outcome.code}`;
  if (outcome.state === "refused") return `refused ${outcome.error.kind}`;
  return outcome.state === "unknown" ? `unknown ${outcome.why}` : outcome.state;
}

function copyOf(tally: PublishTally): PublishTally {
  return {
    ...tally,
    failures: tally.failures.map((one) => ({ ...one })),
    stored: tally.stored.map((one) => ({ ...one })),
  };
}
