import { Hono } from "hono";
import type { HistoryKept } from "@/lib/model/history";
import type { Part } from "@/lib/model/snapshot";
import type { Collector } from "@/lib/server/collector/collector";
import type { Collectors } from "@/lib/server/collector/collectors";
import type { Registry } from "@/lib/server/connections/registry";
import { sayNo } from "./api-answer";
import { addAccount, addJetStream } from "./metrics-account";
import { addConsole } from "./metrics-console";
import { addConsumers } from "./metrics-consumers";
import { addServers } from "./metrics-servers";
import { addStreams } from "./metrics-streams";
import { createMetricsText, labelsOf, type Metric, type MetricsText } from "./metrics-text";
import { sendText } from "./send";

/** Where the figures come from. */
export type MetricsOptions = {
  version: string;
  registry: Pick<Registry, "list">;
  collectors: Pick<Collectors, "get">;
  gateway: { connectionCount(): number };
  history?: { kept(): HistoryKept } | undefined;
};

const contentType = "text/plain; version=0.0.4; charset=utf-8";

/** What is collected, for Prometheus: from memory, so that any number of readers asks NATS nothing. */
export function createMetrics(options: MetricsOptions): Hono {
  const api = new Hono();
  let writing: Promise<string> | undefined;
  api.get("/metrics", async (c) => {
    if (Object.keys(c.req.queries()).length > 0) {
      return sayNo(c, 400, { title: "This address takes no parameters." });
    }
    // Ten thousand consumers are many lines: who comes meanwhile gets the same.
    writing ??= write(options).finally(() => {
      writing = undefined;
    });
    return sendText(c, await writing, contentType);
  });
  return api;
}

async function write(options: MetricsOptions): Promise<string> {
  const { version, registry, collectors, gateway, history } = options;
  const out = createMetricsText();
  addConsole(out, { version, sockets: gateway.connectionCount(), history: history?.kept() });
  for (const { target, status } of registry.list()) {
    const collector = collectors.get(target.id);
    // Nobody but the browser knows a direct one.
    if (!collector) continue;
    const labels = labelsOf({ connection: target.id, name: target.label });
    out.add(up, labels, status.state === "connected" ? 1 : 0);
    await addConnection(out, target.id, collector);
  }
  return out.text();
}

const up: Metric = {
  name: "natsight_connection_up",
  type: "gauge",
  help: "Whether the console is connected.",
};

const beat: Metric = {
  name: "natsight_collector_beat_seconds",
  type: "gauge",
  help: "How often is read now; it grows where reading takes long.",
};

const sweep: Metric = {
  name: "natsight_collector_sweep_seconds",
  type: "gauge",
  help: "How long the last reading of all took.",
};

async function addConnection(
  out: MetricsText,
  connection: string,
  collector: Collector,
): Promise<void> {
  const { servers, account, jetstream, streams, answeredMs, beatMs } = collector.read();
  const isFresh = freshAt(answeredMs, beatMs);
  out.add(beat, labelsOf({ connection, reads: "figures" }), beatMs / 1_000);
  if (servers?.value && isFresh(servers)) addServers(out, connection, servers.value);
  if (account?.value && isFresh(account)) addAccount(out, connection, account.value);
  const owner = { connection, account: account?.value?.name };
  if (jetstream?.value && isFresh(jetstream)) addJetStream(out, owner, jetstream.value);
  if (streams && isFresh(streams)) addStreams(out, owner, streams.rows);
  const consumers = collector.consumers();
  const reads = labelsOf({ connection, reads: "consumers" });
  out.add(beat, reads, consumers.beatMs / 1_000);
  out.add(sweep, reads, consumers.tookMs === undefined ? undefined : consumers.tookMs / 1_000);
  if (!freshAt(consumers.answeredMs, consumers.beatMs)(consumers)) return;
  const missing = new Set(consumers.missing);
  const rows = consumers.rows.filter(({ stream }) => !missing.has(stream));
  await addConsumers(out, { ...owner, nowMs: consumers.answeredMs }, rows);
}

/** Beats that may be missed before a figure counts as old; what was true then is not told as what is. */
const beats = 3;
const leastMs = 10_000;

function freshAt(nowMs: number, beatMs: number) {
  return ({ asOfMs, error }: Pick<Part<unknown>, "asOfMs" | "error">): boolean =>
    error === undefined &&
    asOfMs !== undefined &&
    nowMs - asOfMs <= Math.max(leastMs, beats * beatMs);
}
