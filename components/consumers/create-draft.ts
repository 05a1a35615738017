import { toMoment } from "@/lib/format/field-time";
import { checkName } from "@/lib/format/name";
import { natsCommand } from "@/lib/format/nats-command";
import { formatTypedDuration, parseDuration } from "@/lib/format/parse-duration";
import { checkSubject } from "@/lib/format/subject";
import type { NewConsumer } from "@/lib/model/consumer-write";
import type { StreamSummary } from "@/lib/model/streams";
import { overlaps } from "@/lib/roles/subject";

/** A consumer while somebody types it. */
export type ConsumerDraft = {
  stream: string;
  name: string;
  description: string;
  kind: "pull" | "push";
  deliverSubject: string;
  deliverGroup: string;
  filterSubjects: string[];
  deliverPolicy: NewConsumer["deliverPolicy"];
  startSequence: string;
  startTime: string;
  ackPolicy: NewConsumer["ackPolicy"];
  ackWait: string;
  maxDeliver: string;
  maxAckPending: string;
};

/** What the form begins with. */
export function emptyConsumerDraft(stream: string): ConsumerDraft {
  return {
    ...{ stream, name: "", description: "", kind: "pull", deliverSubject: "", deliverGroup: "" },
    ...{ filterSubjects: [], deliverPolicy: "all", startSequence: "", startTime: "" },
    ...{ ackPolicy: "explicit", ackWait: "", maxDeliver: "", maxAckPending: "" },
  };
}

/** What the form is filled in against. */
export type Surroundings = {
  /** The stream, once it is known. */
  stream: Pick<StreamSummary, "subjects" | "retention"> | undefined;
  /** Its consumers. */
  others: readonly { name: string; filterSubjects: readonly string[] }[];
  /** The server's version where it takes one filter only. */
  oneFilterOn: string | undefined;
  /** The reader's zone, in which moments are typed. */
  zone: string;
};

/** What is wrong, field by field. */
export type ConsumerFaults = Partial<Record<keyof ConsumerDraft, string>>;

/** What is wrong with a draft. */
export function checkConsumerDraft(draft: ConsumerDraft, around: Surroundings): ConsumerFaults {
  const isAcked = draft.ackPolicy !== "none";
  const faults = {
    stream: draft.stream === "" ? "Choose the stream that it reads." : undefined,
    name: nameFault(draft, around),
    deliverSubject: draft.kind === "push" ? targetFault(draft, around) : undefined,
    deliverGroup: draft.kind === "push" ? groupFault(draft.deliverGroup) : undefined,
    filterSubjects: filtersFault(draft, around) ?? queueFilterFault(draft, around),
    deliverPolicy: policyFault(draft, around),
    startSequence:
      draft.deliverPolicy === "by_start_sequence" ? sequenceFault(draft.startSequence) : undefined,
    startTime:
      draft.deliverPolicy === "by_start_time" &&
      toMoment(draft.startTime, around.zone) === undefined
        ? "Give a date and a time."
        : undefined,
    ackPolicy:
      around.stream?.retention === "workqueue" && draft.ackPolicy !== "explicit"
        ? "A work queue takes explicit acknowledgement only."
        : undefined,
    ackWait: isAcked ? waitFault(draft.ackWait) : undefined,
    maxDeliver: isAcked ? countFault(draft.maxDeliver) : undefined,
    maxAckPending: isAcked ? countFault(draft.maxAckPending) : undefined,
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

/** The consumer that a draft without faults means. */
export function toNewConsumer(draft: ConsumerDraft, zone: string): NewConsumer {
  const { stream, name, description, filterSubjects, deliverPolicy, ackPolicy } = draft;
  const isPush = draft.kind === "push";
  const isAcked = ackPolicy !== "none";
  const wait = parseDuration(draft.ackWait);
  return {
    ...{ stream, name, filterSubjects, deliverPolicy, ackPolicy },
    description: description.trim() || undefined,
    deliverSubject: isPush ? draft.deliverSubject : undefined,
    deliverGroup: (isPush && draft.deliverGroup) || undefined,
    startSequence:
      deliverPolicy === "by_start_sequence" && isCount(draft.startSequence)
        ? BigInt(digitsOf(draft.startSequence))
        : undefined,
    startMs: deliverPolicy === "by_start_time" ? toMoment(draft.startTime, zone) : undefined,
    ackWaitNs: isAcked && isSet(draft.ackWait) && wait.ok ? wait.ns : undefined,
    maxDeliver: isAcked ? countOf(draft.maxDeliver) : undefined,
    maxAckPending: isAcked ? countOf(draft.maxAckPending) : undefined,
  };
}

const policies = {
  ...{ all: "all", new: "new", last: "last", last_per_subject: "subject" },
  ...{ by_start_sequence: "", by_start_time: "" },
};

/** The nats command that makes the same consumer, but for a moment to start at, which it has no word for. */
export function createCommand(wish: NewConsumer): string[] {
  const { stream, name, deliverSubject, deliverGroup, filterSubjects, deliverPolicy } = wish;
  const start = wish.startSequence === undefined ? "1" : String(wish.startSequence);
  const flags = [
    ...(deliverSubject === undefined ? ["--pull"] : [`--target=${deliverSubject}`]),
    ...(deliverGroup === undefined ? [] : [`--deliver-group=${deliverGroup}`]),
    ...filterSubjects.map((filter) => `--filter=${filter}`),
    `--deliver=${policies[deliverPolicy] || start}`,
    `--ack=${wish.ackPolicy}`,
    ...(wish.ackWaitNs === undefined ? [] : [`--wait=${formatTypedDuration(wish.ackWaitNs)}`]),
    ...(wish.maxDeliver === undefined ? [] : [`--max-deliver=${wish.maxDeliver}`]),
    ...(wish.maxAckPending === undefined ? [] : [`--max-pending=${wish.maxAckPending}`]),
    ...(wish.description === undefined ? [] : [`--description=${wish.description}`]),
    "--defaults",
  ];
  return natsCommand(["consumer", "add"], [stream, name], flags);
}

function nameFault({ name, stream }: ConsumerDraft, { others }: Surroundings): string | undefined {
  const fault = checkName(name, "consumer");
  if (fault !== undefined) return fault;
  return others.some((other) => other.name === name)
    ? `${stream} has a consumer ${name} already.`
    : undefined;
}

const literal = { wildcards: false, reserved: true };
const anySubject = { wildcards: true, reserved: true };

function targetFault(
  { deliverSubject }: ConsumerDraft,
  { stream }: Surroundings,
): string | undefined {
  const fault = checkSubject(deliverSubject, literal);
  if (fault !== undefined) return fault;
  const cycle = stream?.subjects.find((subject) => overlaps(subject, deliverSubject));
  return cycle === undefined
    ? undefined
    : `The stream takes ${cycle}: what is delivered would come in again.`;
}

function groupFault(group: string): string | undefined {
  return group === "" ? undefined : checkSubject(group, literal);
}

function filtersFault(draft: ConsumerDraft, around: Surroundings): string | undefined {
  const { filterSubjects, deliverPolicy } = draft;
  if (filterSubjects.length > 1 && around.oneFilterOn !== undefined) {
    return `This server is ${around.oneFilterOn}: several filters need NATS 2.10.`;
  }
  if (deliverPolicy === "last_per_subject" && filterSubjects.length === 0) {
    return "Say of which subjects; > is every one.";
  }
  for (const [at, filter] of filterSubjects.entries()) {
    const fault = checkSubject(filter, anySubject);
    if (fault !== undefined) return `${filter}: ${fault}`;
    const twin = filterSubjects.slice(0, at).find((other) => overlaps(other, filter));
    if (twin !== undefined) return `${twin} and ${filter} overlap.`;
  }
  return undefined;
}

/** In a work queue each message is one consumer's. */
function queueFilterFault(
  { filterSubjects }: ConsumerDraft,
  { stream, others }: Surroundings,
): string | undefined {
  if (stream?.retention !== "workqueue") return undefined;
  const own = filterSubjects.length === 0 ? [">"] : filterSubjects;
  const rival = others.find((other) => {
    const theirs = other.filterSubjects.length === 0 ? [">"] : other.filterSubjects;
    return theirs.some((their) => own.some((filter) => overlaps(their, filter)));
  });
  return rival === undefined
    ? undefined
    : `${rival.name} takes these already: in a work queue each message is one consumer's.`;
}

function policyFault(
  { deliverPolicy }: ConsumerDraft,
  { stream }: Surroundings,
): string | undefined {
  return stream?.retention === "workqueue" && deliverPolicy !== "all"
    ? "A work queue is read from its beginning only."
    : undefined;
}

function sequenceFault(text: string): string | undefined {
  if (!isCount(text)) return "A whole number, such as 100,000.";
  const sequence = BigInt(digitsOf(text));
  if (sequence === 0n) return "Sequences begin at 1.";
  return sequence >= 2n ** 64n ? "This is more than NATS counts." : undefined;
}

function waitFault(text: string): string | undefined {
  if (!isSet(text)) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return parsed.why;
  return parsed.ns === 0n ? "At least 1ms; empty is 30 seconds." : undefined;
}

function countFault(text: string): string | undefined {
  if (!isSet(text)) return undefined;
  if (!isCount(text)) return "A whole number, such as 1,000.";
  const count = Number(digitsOf(text));
  if (count === 0) return "At least 1.";
  return count > 2 ** 31 - 1 ? "This is more than NATS takes." : undefined;
}

function countOf(text: string): number | undefined {
  return isCount(text) ? Number(digitsOf(text)) : undefined;
}

function isSet(text: string): boolean {
  return text.trim() !== "";
}

function isCount(text: string): boolean {
  return /^\d+$/.test(digitsOf(text));
}

function digitsOf(text: string): string {
  return text.replace(/[\s,_']/g, "");
}
