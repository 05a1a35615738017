import type { HistoryKept } from "@/lib/model/history";
import { addAll, counter, gauge, labelsOf, type MetricOf, type MetricsText } from "./metrics-text";

/** What the console tells of itself. */
export type ConsoleFacts = {
  version: string;
  /** Sockets of browsers and programs to NATS. */
  sockets: number;
  history: HistoryKept | undefined;
};

/** The console itself, and its process by the names that Prometheus' own clients use. */
export function addConsole(out: MetricsText, facts: ConsoleFacts): void {
  out.add(build, labelsOf({ version: facts.version, node: process.version }), 1);
  addAll(out, ofConsole, "", facts);
}

const build = {
  name: "natsight_build_info",
  type: "gauge",
  help: "The console's version, as a label.",
} as const;

const ofConsole: readonly MetricOf<ConsoleFacts>[] = [
  gauge("natsight_gateway_sockets", "Sockets to NATS that are open.", ({ sockets }) => sockets),
  gauge("natsight_history_bytes", "Disk that the history uses.", ({ history }) => history?.bytes),
  gauge(
    "natsight_history_max_bytes",
    "Disk that the history may use.",
    ({ history }) => history?.maxBytes,
  ),
  gauge(
    "natsight_history_paused",
    "1 while nothing is added to the history.",
    ({ history }) => history && Number(history.state.kind === "paused"),
  ),
  gauge("process_resident_memory_bytes", "Memory of the console's process.", () =>
    process.memoryUsage.rss(),
  ),
  counter("process_cpu_seconds_total", "Processor time of the console's process.", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }),
  gauge(
    "process_start_time_seconds",
    "When the console's process was started, in seconds since 1970.",
    () => Math.round(Date.now() - process.uptime() * 1_000) / 1_000,
  ),
];
