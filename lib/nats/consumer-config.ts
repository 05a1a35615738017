import type { NewConsumer } from "@/lib/model/consumer-write";
import { writeJson } from "./json";

/** A consumer's configuration as the server takes it; what was left open is not said. */
export function toConsumerConfig(wish: NewConsumer): Record<string, unknown> {
  const { name, filterSubjects, deliverPolicy, startMs } = wish;
  const [only] = filterSubjects;
  const config = {
    ...{ name, durable_name: name, description: wish.description || undefined },
    ...(filterSubjects.length > 1 ? { filter_subjects: filterSubjects } : { filter_subject: only }),
    deliver_policy: deliverPolicy,
    opt_start_seq: deliverPolicy === "by_start_sequence" ? wish.startSequence : undefined,
    opt_start_time:
      deliverPolicy === "by_start_time" && startMs !== undefined
        ? new Date(startMs).toISOString()
        : undefined,
    deliver_subject: wish.deliverSubject,
    deliver_group: wish.deliverGroup,
    ack_policy: wish.ackPolicy,
    ack_wait: wish.ackWaitNs,
    max_deliver: wish.maxDeliver,
    max_ack_pending: wish.maxAckPending,
    replay_policy: "instant",
  };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

/** The fields that the server made otherwise than they were asked for, in its own words. */
export function differencesOf(
  asked: Readonly<Record<string, unknown>>,
  echo: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(asked)
    .filter(([name, value]) => sense(value) !== sense(echo[name]))
    .map(([name, value]) => {
      const instead = echo[name] === undefined ? "nothing of it" : writeJson(echo[name]);
      return `${name}: asked for ${writeJson(value)}, it has ${instead}`;
    });
}

/** What a value means: a time may be written with more digits or fewer. */
function sense(value: unknown): string {
  const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return isTime ? `time ${Date.parse(value)}` : String(writeJson(value ?? null));
}
