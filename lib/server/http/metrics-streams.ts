import type { StreamRow } from "@/lib/model/streams";
import { addAll, gauge, labelsOf, type MetricOf, type MetricsText } from "./metrics-text";

/** Whose streams or consumers these are. */
export type Owner = { connection: string; account: string | undefined };

/** A connection's streams, by the names of prometheus-nats-exporter. */
export function addStreams(
  out: MetricsText,
  { connection, account }: Owner,
  rows: readonly StreamRow[],
): void {
  for (const row of rows) {
    addAll(out, ofStream, labelsOf({ connection, account, stream_name: row.name }), row);
  }
}

const ofStream: readonly MetricOf<StreamRow>[] = [
  gauge("jetstream_stream_total_messages", "Messages that it holds.", (it) => it.messages),
  gauge("jetstream_stream_total_bytes", "Bytes that it holds.", (it) => it.bytes),
  gauge("jetstream_stream_first_seq", "Its first sequence.", (it) => it.firstSequence),
  gauge("jetstream_stream_last_seq", "Its last sequence.", (it) => it.lastSequence),
  gauge("jetstream_stream_consumer_count", "Its consumers.", (it) => it.consumers),
  gauge(
    "jetstream_stream_subject_count",
    "Subjects it holds messages of.",
    (it) => it.subjectCount,
  ),
  gauge(
    "jetstream_stream_limit_messages",
    "Messages that it may hold; -1 is no limit.",
    (it) => it.maxMessages ?? -1,
  ),
  gauge(
    "jetstream_stream_limit_bytes",
    "Bytes that it may hold; -1 is no limit.",
    (it) => it.maxBytes ?? -1,
  ),
  gauge(
    "natsight_stream_has_leader",
    "Whether a server leads it, in a cluster.",
    ({ group }) => group && (group.leader === undefined ? 0 : 1),
  ),
  gauge(
    "natsight_stream_replicas_offline",
    "Replicas that are not there, in a cluster.",
    ({ group }) => group?.followers.filter(({ isOffline }) => isOffline).length,
  ),
];
