import type { Severity } from "@/components/charts/series";
import type { Format } from "@/lib/format/format";
import type { ConsumerCause, ConsumerRow, ConsumerSummary } from "@/lib/model/consumers";
import type { StreamExtent } from "@/lib/model/message-page";
import { causeLabels, causeSentence } from "./cause-words";
import { ageWords, etaWords, trendOf } from "./lag-words";

/** What there is to say of a consumer, in one line and what backs it. */
export type Answer = { severity: Severity; headline: string; details: string[] };

/** How a consumer does: how far behind, since it gets better or worse, and why. */
export function answerOf(
  now: ConsumerSummary,
  row: ConsumerRow | undefined,
  extent: StreamExtent | undefined,
  format: Format,
): Answer {
  const cause = row?.cause ?? plainCause(now);
  const told = row && { ...row, ...now, lagMessages: now.pending };
  return {
    severity: severityOf(now, row, cause),
    headline: headlineOf(now, row, cause, format),
    details: [
      // What its state says better is said once.
      cause === undefined || isStateOf(cause) || !told
        ? undefined
        : causeSentence({ ...told, cause }, format),
      ...stateWords(now, extent, format),
    ].filter((line) => line !== undefined),
  };
}

function headlineOf(
  now: ConsumerSummary,
  row: ConsumerRow | undefined,
  cause: ConsumerCause | undefined,
  format: Format,
): string {
  // Whoever can get nothing is not up to date.
  if (cause === "filter-matches-nothing" && now.pending === 0n) return "Its filter matches nothing";
  const words = now.pending === 0n ? calmWords(now, row, format) : lagWords(now, row, format);
  return cause === undefined ? words : `${words}: ${causeLabels[cause]}`;
}

function isStateOf(cause: ConsumerCause): boolean {
  return cause === "paused" || cause === "no-leader" || cause === "not-bound";
}

/** What its information shows without looking at others. */
function plainCause(now: ConsumerSummary): ConsumerCause | undefined {
  if (now.group && now.group.leader === undefined) return "no-leader";
  if (now.pausedUntilMs !== undefined) return "paused";
  return now.isBound === false && now.pending > 0n ? "not-bound" : undefined;
}

function severityOf(
  now: ConsumerSummary,
  row: ConsumerRow | undefined,
  cause: ConsumerCause | undefined,
): Severity {
  if (cause === "no-leader") return "trouble";
  if (cause !== undefined) return now.pending > 0n || cause !== "paused" ? "attention" : "unknown";
  if (isHeldLong(now, row)) return "attention";
  if (now.pending === 0n) return "ok";
  return row && trendOf(row.trendPerSec) === "grows" ? "attention" : "unknown";
}

/** Work that takes so much longer than its acknowledgement may is stuck, or comes back again and again. */
function isHeldLong({ ackWaitMs = 0 }: ConsumerSummary, row: ConsumerRow | undefined): boolean {
  return (row?.unackedSeconds ?? 0) > Math.max(60, (3 * ackWaitMs) / 1_000);
}

function calmWords(now: ConsumerSummary, row: ConsumerRow | undefined, format: Format): string {
  const { ackPending } = now;
  const { exact } = format;
  if (ackPending === 0) return "Up to date";
  if (row && isHeldLong(now, row)) {
    const age = ageWords(row.unackedSeconds, row.isUnackedAtLeast, format);
    return ackPending === 1
      ? `Everything is delivered, 1 message waits for its ack: ${age}`
      : `Everything is delivered, ${exact(ackPending)} wait for their ack, the oldest ${age}`;
  }
  return `Everything is delivered, ${exact(ackPending)} ${ackPending === 1 ? "waits for its ack" : "wait for their ack"}`;
}

function lagWords(now: ConsumerSummary, row: ConsumerRow | undefined, format: Format): string {
  const age = row?.lagSeconds ? ageWords(row.lagSeconds, row.isLagAtLeast, format) : undefined;
  const messages = `${format.count(now.pending)} ${now.pending === 1n ? "message" : "messages"}`;
  return `${age ?? messages} behind${row ? goesWords(row, format) : ""}`;
}

function goesWords(row: ConsumerRow, format: Format): string {
  const trend = trendOf(row.trendPerSec);
  if (trend === "grows") return ` and growing by ${format.rate(row.trendPerSec ?? 0)}/s`;
  if (trend === "steady") return " and steady";
  const eta = trend === "shrinks" ? etaWords(row, format) : undefined;
  return eta === undefined ? "" : `, drained in ${eta}`;
}

/** How far it is, in words: "12,408 not delivered, 35 wait for their ack". */
export function placeWords(now: ConsumerSummary, { exact }: Format): string {
  const { pending, ackPending, ackPolicy } = now;
  const delivered = pending === 0n ? "Everything is delivered" : `${exact(pending)} not delivered`;
  if (ackPolicy === "none") return `${delivered}; nothing is to be acknowledged`;
  if (ackPending === 0) return `${delivered}, none ${pending === 0n ? "waits" : "wait"} for an ack`;
  return `${delivered}, ${exact(ackPending)} ${ackPending === 1 ? "waits for its ack" : "wait for their ack"}`;
}

/** What else is to be known of its state, a sentence each. */
function stateWords(
  now: ConsumerSummary,
  extent: StreamExtent | undefined,
  format: Format,
): string[] {
  const { pausedUntilMs, atMs, isBound, group } = now;
  const lines: (string | undefined)[] = [
    pausedUntilMs === undefined ? undefined : pausedWords(pausedUntilMs, atMs, format),
    isBound === false ? "Nobody is bound: nobody listens where it would push." : undefined,
    group && group.leader === undefined
      ? "It has no leader: nothing is delivered until one is elected."
      : undefined,
    ...(group?.followers ?? []).map(({ name, isOffline, isCurrent }) => {
      if (isOffline) return `Its replica on ${name} is offline.`;
      return isCurrent ? undefined : `Its replica on ${name} is behind.`;
    }),
    redeliveredWords(now, format),
    goneWords(now, extent, format),
  ];
  return lines.filter((line) => line !== undefined);
}

function pausedWords(untilMs: number, atMs: number | undefined, format: Format): string {
  const rest = atMs === undefined ? "" : `, for another ${format.duration(untilMs - atMs)}`;
  return `Paused until ${format.moment(untilMs)}${rest}: nothing is delivered.`;
}

function redeliveredWords({ redelivered, ackPending }: ConsumerSummary, { exact }: Format) {
  if (redelivered === 0) return undefined;
  if (ackPending === 1) return "It was delivered more than once.";
  if (redelivered >= ackPending) {
    return `All ${exact(ackPending)} that wait for their ack were delivered more than once.`;
  }
  return redelivered === 1
    ? "One of those that wait for their ack was delivered more than once."
    : `${exact(redelivered)} of those that wait for their ack were delivered more than once.`;
}

/** What the stream no longer holds is never delivered. */
function goneWords(
  { delivered, filterSubjects }: ConsumerSummary,
  extent: StreamExtent | undefined,
  { exact }: Format,
): string | undefined {
  if (!extent) return undefined;
  const gone = extent.first - 1n - delivered.streamSequence;
  if (gone <= 0n) return undefined;
  const most = filterSubjects.length > 0 ? "at most " : "";
  return `The stream has dropped ${most}${exact(gone)} ${gone === 1n ? "message" : "messages"} before they were delivered.`;
}
