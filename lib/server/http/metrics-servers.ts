import type { ServerList, ServerState } from "@/lib/model/servers";
import {
  addAll,
  counter,
  gauge,
  labelsOf,
  type Metric,
  type MetricOf,
  type MetricsText,
  withLabels,
} from "./metrics-text";

/** The servers that answer, by the names of prometheus-nats-exporter. */
export function addServers(out: MetricsText, connection: string, list: ServerList): void {
  const { servers, meta } = list;
  for (const server of servers) {
    const { id, name, cluster, isAnswering } = server;
    const labels = labelsOf({ connection, server_id: id, server_name: name, cluster });
    out.add(up, labels, isAnswering ? 1 : 0);
    if (!isAnswering) continue;
    addAll(out, ofServer, labels, server);
    out.add(version, withLabels(labels, { value: server.version }), 1);
    const isLeader = meta ? { is_meta_leader: String(meta.leader === name) } : {};
    addAll(out, ofJetStream, withLabels(labels, isLeader), server);
  }
}

const up: Metric = {
  name: "natsight_server_up",
  type: "gauge",
  help: "Whether a server that belongs to the system answers.",
};

const version: Metric = {
  name: "gnatsd_varz_version",
  type: "gauge",
  help: "The server's version, as a label.",
};

const ofServer: readonly MetricOf<ServerState>[] = [
  gauge("gnatsd_varz_connections", "Clients that are connected.", (it) => it.connections),
  gauge("gnatsd_varz_subscriptions", "Subscriptions.", (it) => it.subscriptions),
  counter("gnatsd_varz_in_msgs", "Messages that came in.", (it) => it.inMessages),
  counter("gnatsd_varz_out_msgs", "Messages that went out.", (it) => it.outMessages),
  counter("gnatsd_varz_in_bytes", "Bytes that came in.", (it) => it.inBytes),
  counter("gnatsd_varz_out_bytes", "Bytes that went out.", (it) => it.outBytes),
  counter("gnatsd_varz_slow_consumers", "Clients cut off as too slow.", (it) => it.slowConsumers),
  gauge("gnatsd_varz_cpu", "Processor time, in percent of one core.", (it) => it.cpuPercent),
  gauge("gnatsd_varz_cores", "Processor cores.", (it) => it.cores),
  gauge("gnatsd_varz_mem", "Memory, in bytes.", (it) => it.memoryBytes),
  gauge("gnatsd_varz_start", "When it was started, in milliseconds.", (it) => it.startedMs),
  gauge("gnatsd_varz_routes", "Routes to other servers.", (it) => it.routes),
  gauge("gnatsd_varz_leafnodes", "Leaf nodes.", (it) => it.leafNodes),
  gauge("gnatsd_healthz_status", "0 where the health check says ok.", ({ health }) => {
    if (health.state === "unknown") return undefined;
    return health.state === "ok" ? 0 : 1;
  }),
  gauge(
    "natsight_server_clock_offset_seconds",
    "Its clock less the console's.",
    (it) => it.clockOffsetMs / 1_000,
  ),
  gauge(
    "natsight_server_certificate_not_after_seconds",
    "When its certificate ends, in seconds since 1970.",
    ({ certificateEndsMs }) => certificateEndsMs && certificateEndsMs / 1_000,
  ),
  gauge("nats_connections", "As gnatsd_varz_connections.", (it) => it.connections),
  gauge("nats_subscriptions", "As gnatsd_varz_subscriptions.", (it) => it.subscriptions),
  counter("nats_in_msgs", "As gnatsd_varz_in_msgs.", (it) => it.inMessages),
  counter("nats_slow_consumers", "As gnatsd_varz_slow_consumers.", (it) => it.slowConsumers),
];

const ofJetStream: readonly MetricOf<ServerState>[] = [
  gauge(
    "jetstream_server_total_streams",
    "Streams on the server.",
    ({ jetstream }) => jetstream?.streams,
  ),
  gauge(
    "jetstream_server_total_consumers",
    "Consumers on the server.",
    ({ jetstream }) => jetstream?.consumers,
  ),
  gauge(
    "jetstream_server_max_memory",
    "Memory that JetStream may use, in bytes.",
    ({ jetstream }) => jetstream?.memory.limitBytes,
  ),
  gauge(
    "jetstream_server_max_storage",
    "Disk that JetStream may use, in bytes.",
    ({ jetstream }) => jetstream?.storage.limitBytes,
  ),
  gauge(
    "gnatsd_varz_jetstream_stats_memory",
    "Memory that JetStream uses, in bytes.",
    ({ jetstream }) => jetstream?.memory.usedBytes,
  ),
  gauge(
    "gnatsd_varz_jetstream_stats_storage",
    "Disk that JetStream uses, in bytes.",
    ({ jetstream }) => jetstream?.storage.usedBytes,
  ),
];
