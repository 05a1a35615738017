import { setImmediate as letOthers } from "node:timers/promises";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { Owner } from "./metrics-streams";
import {
  addAll,
  gauge,
  labelsOf,
  type Metric,
  type MetricOf,
  type MetricsText,
  withLabels,
} from "./metrics-text";

/** So many are written in one turn: there may be ten thousand, and sockets to serve meanwhile. */
const atOnce = 500;

/** A connection's consumers, by the names of prometheus-nats-exporter, and what of their lag that doesn't tell. */
export async function addConsumers(
  out: MetricsText,
  owner: Owner & { nowMs: number },
  rows: readonly ConsumerRow[],
): Promise<void> {
  const { connection, account, nowMs } = owner;
  for (const [place, row] of rows.entries()) {
    if (place % atOnce === atOnce - 1) await letOthers();
    const { stream, name } = row;
    const labels = labelsOf({ connection, account, stream_name: stream, consumer_name: name });
    addAll(out, ofConsumer, labels, { row, nowMs });
    if (row.cause !== undefined) out.add(held, withLabels(labels, { cause: row.cause }), 1);
  }
}

const held: Metric = {
  name: "natsight_consumer_held",
  type: "gauge",
  help: "1 where one reading shows what keeps it from delivering; the cause is a label.",
};

type Told = { row: ConsumerRow; nowMs: number };

const ofConsumer: readonly MetricOf<Told>[] = [
  gauge("jetstream_consumer_num_pending", "Messages not delivered yet.", ({ row }) => row.pending),
  gauge(
    "jetstream_consumer_num_ack_pending",
    "Messages delivered and not acknowledged.",
    ({ row }) => row.ackPending,
  ),
  gauge(
    "jetstream_consumer_num_redelivered",
    "Those of them that were delivered more than once.",
    ({ row }) => row.redelivered,
  ),
  gauge("jetstream_consumer_num_waiting", "Pulls that wait.", ({ row }) => row.waiting),
  gauge(
    "jetstream_consumer_delivered_stream_seq",
    "Stream sequence of the last delivery.",
    ({ row }) => row.delivered.streamSequence,
  ),
  gauge(
    "jetstream_consumer_delivered_consumer_seq",
    "Deliveries so far.",
    ({ row }) => row.delivered.consumerSequence,
  ),
  gauge(
    "jetstream_consumer_ack_floor_stream_seq",
    "Stream sequence up to which all is acknowledged.",
    ({ row }) => row.ackFloor.streamSequence,
  ),
  gauge(
    "jetstream_consumer_ack_floor_consumer_seq",
    "Delivery up to which all is acknowledged.",
    ({ row }) => row.ackFloor.consumerSequence,
  ),
  gauge(
    "jetstream_consumer_last_delivery_seconds",
    "Seconds since the last delivery.",
    ({ row, nowMs }) => secondsSince(row.delivered.lastActiveMs, nowMs),
  ),
  gauge(
    "jetstream_consumer_last_ack_seconds",
    "Seconds since the last acknowledgement.",
    ({ row, nowMs }) => secondsSince(row.ackFloor.lastActiveMs, nowMs),
  ),
  gauge(
    "jetstream_consumer_pending",
    "As jetstream_consumer_num_pending.",
    ({ row }) => row.pending,
  ),
  gauge(
    "natsight_consumer_lag_seconds",
    "Age of the oldest message that was never delivered; at least so much where only a bound is known.",
    ({ row }) => row.lagSeconds,
  ),
  gauge(
    "natsight_consumer_unacked_seconds",
    "Age of the oldest message that is delivered and not acknowledged.",
    ({ row }) => row.unackedSeconds,
  ),
  gauge(
    "natsight_consumer_lag_trend_per_second",
    "Messages a second by which the lag grows, over five minutes.",
    ({ row }) => row.trendPerSec,
  ),
  gauge(
    "natsight_consumer_drained_in_seconds",
    "Seconds until nothing is pending, where the lag shrinks.",
    ({ row }) => row.etaSeconds,
  ),
  gauge(
    "natsight_consumer_max_ack_pending",
    "How many may be delivered and not acknowledged.",
    ({ row }) => row.maxAckPending,
  ),
  gauge("natsight_consumer_bound", "Whether anybody listens to a push consumer.", ({ row }) =>
    row.isBound === undefined ? undefined : Number(row.isBound),
  ),
];

function secondsSince(atMs: number | undefined, nowMs: number): number | undefined {
  return atMs === undefined ? undefined : Math.max(0, nowMs - atMs) / 1_000;
}
