import { isEqual } from "@/lib/live/keep-equal";
import type { ConsumerSummary } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { StreamSummary } from "@/lib/model/streams";
import { configOf } from "@/lib/nats/consumer-wire";
import { toEvent } from "@/lib/nats/events";
import { type Config, configChange } from "./config-words";

/** Tells of configurations that are others than they were when they were read last. */
export type ConfigChanges = {
  streams(list: readonly StreamSummary[]): void;
  /** Consumers of one stream; all of them where it is whole. */
  consumers(stream: string, found: { consumers: ConsumerSummary[]; isWhole: boolean }): void;
  /** An event that is told a little later, with what has changed; false where it is not. */
  advise(event: SystemEvent): boolean;
  close(): void;
};

type Known = { createdMs: number | undefined; atMs: number; config: Config };
type Waiting = { event: SystemEvent; readings: number; timer: ReturnType<typeof setTimeout> };

/** A reading that had begun before it happened does not show it; the one after does. */
const readingsOf = 2;
const longestMs = 10_000;

/**
 * No server says what was changed, and none says at all that a consumer was (seen on 2.9 to 2.15, in clusters too): it is
 * seen by who reads them. What was another one before it had its name is not compared.
 */
export function createConfigChanges(options: {
  nowMs: () => number;
  tell: (event: SystemEvent) => void;
}): ConfigChanges {
  const { nowMs, tell } = options;
  let ofStreams = new Map<string, Known>();
  const ofConsumers = new Map<string, Map<string, Known>>();
  const waiting = new Map<string, Waiting>();

  const take = (stream: string) => {
    const found = waiting.get(stream);
    clearTimeout(found?.timer);
    waiting.delete(stream);
    return found?.event;
  };
  const tellPlain = (stream: string) => {
    const event = take(stream);
    if (event) tell(event);
  };
  const lookAtStream = (summary: StreamSummary, old: Known | undefined) => {
    const { name } = summary;
    const fresh = knownOf(summary, configOfStream(summary));
    const change = changeOf(old, fresh);
    if (change !== undefined) {
      const told = { kind: "stream-updated", severity: "info", stream: name, change } as const;
      const event = take(name);
      tell(event ? { ...event, change } : toEvent(told, nowMs()));
    }
    const waits = waiting.get(name);
    if (waits && ++waits.readings >= readingsOf) tellPlain(name);
    return newerOf(old, fresh);
  };
  const lookAtConsumer = (summary: ConsumerSummary, old: Known | undefined) => {
    const config = configOf(summary);
    if (!config || old?.config === config) return old;
    const fresh = knownOf(summary, config);
    const change = changeOf(old, fresh);
    if (change !== undefined) {
      const { stream, name } = summary;
      const about = { kind: "consumer-updated", severity: "info", stream, consumer: name } as const;
      tell(toEvent({ ...about, change }, nowMs()));
    }
    return newerOf(old, fresh);
  };
  return {
    streams(list) {
      const now = new Map<string, Known>();
      for (const summary of list)
        now.set(summary.name, lookAtStream(summary, ofStreams.get(summary.name)));
      ofStreams = now;
      for (const stream of ofConsumers.keys()) if (!now.has(stream)) ofConsumers.delete(stream);
    },
    consumers(stream, { consumers, isWhole }) {
      const known = ofConsumers.get(stream) ?? new Map<string, Known>();
      ofConsumers.set(stream, known);
      for (const consumer of consumers) {
        const now = lookAtConsumer(consumer, known.get(consumer.name));
        if (now) known.set(consumer.name, now);
      }
      if (!isWhole || known.size === consumers.length) return;
      const names = new Set(consumers.map(({ name }) => name));
      for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    },
    advise(event) {
      const { kind, stream } = event;
      if (kind !== "stream-updated" || stream === undefined) return false;
      tellPlain(stream);
      const timer = setTimeout(() => tellPlain(stream), longestMs);
      waiting.set(stream, { event, readings: 0, timer });
      return true;
    },
    close() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

type Read = { createdMs?: number; atMs?: number };

function knownOf({ createdMs, atMs = 0 }: Read, config: Config): Known {
  return { createdMs, atMs, config };
}

function changeOf(old: Known | undefined, fresh: Known): string | undefined {
  if (!old || old.createdMs !== fresh.createdMs || fresh.atMs < old.atMs) return undefined;
  // Of thousands nearly all are what they were.
  if (isEqual(old.config, fresh.config)) return undefined;
  return configChange(old.config, fresh.config);
}

/** Of two readings that were under way together the later may have begun before. */
function newerOf(old: Known | undefined, fresh: Known): Known {
  return old && fresh.atMs < old.atMs ? old : fresh;
}

/** What the list of streams tells of a configuration, under the names that it has there. */
function configOfStream(summary: StreamSummary): Config {
  const { maxAgeMs, markerTtlMs = 0, sources = [] } = summary;
  return {
    description: summary.description,
    subjects: summary.subjects,
    retention: summary.retention,
    discard: summary.discard,
    max_msgs: summary.maxMessages,
    max_bytes: summary.maxBytes,
    max_age: maxAgeMs === undefined ? 0 : maxAgeMs * 1e6,
    max_msgs_per_subject: summary.maxMessagesPerSubject,
    max_consumers: summary.maxConsumers,
    num_replicas: summary.replicas,
    sealed: summary.isSealed,
    allow_direct: summary.allowDirect,
    max_msg_size: summary.maxMessageBytes,
    compression: summary.isCompressed ? "s2" : undefined,
    allow_msg_ttl: summary.hasMessageTtl,
    subject_delete_marker_ttl: markerTtlMs * 1e6,
    mirror: summary.mirrorOf,
    sources,
  };
}
