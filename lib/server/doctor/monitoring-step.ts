import type { ServerInfo } from "@/lib/server/dial/info";
import { describeMonitoringError } from "@/lib/server/monitoring/monitoring-error";
import { fetchMonitoredServer, type MonitoredServer } from "@/lib/server/monitoring/varz";
import { skewWords } from "./account-step";
import {
  adviseClock,
  adviseExposed,
  adviseMonitoring,
  adviseOtherServer,
} from "./advice/monitoring";
import { isLoopback } from "./advice/reach";
import type { Exam } from "./exam";
import { attention, factsOf, failed, type Outcome, ok, skipped } from "./finding";
import { sentence } from "./name-step";

const tolerableSkewMs = 5000;

/** Asks the monitoring URL, and compares who answers with those who said hello. */
export async function examineMonitoring(
  { target, surroundings, hellos }: Exam,
  limit: AbortSignal,
): Promise<Outcome<true>> {
  const url = target.monitoringUrl;
  if (url === undefined || url === "") {
    return { finding: skipped("This connection has no monitoring URL.") };
  }
  const startedMs = Date.now();
  const answer = await fetchMonitoredServer(url, { signal: limit, tls: target.tls });
  if (!answer.ok) {
    const { error } = answer;
    const seen = sentence(describeMonitoringError(error));
    return { finding: failed(seen, adviseMonitoring(error, url, surroundings)) };
  }
  return { finding: judge(answer.server, hellos, new URL(url), startedMs), value: true };
}

function judge(server: MonitoredServer, greeted: ServerInfo[], url: URL, startedMs: number) {
  // Without a name of its own a server is called by its id.
  const name = server.name === server.id ? `the server ${server.id.slice(0, 12)}…` : server.name;
  const facts = factsOf({
    Server: name,
    "Server id": server.id,
    Version: server.version,
    Cluster: server.cluster,
  });
  const isSame = greeted.some(({ server_id }) => server_id === server.id);
  const isOfCluster =
    server.cluster !== undefined && greeted.some(({ cluster }) => cluster === server.cluster);
  if (greeted.length > 0 && !isSame && !isOfCluster) {
    return failed(`Another server answers there: ${name}.`, adviseOtherServer, facts);
  }
  const who = isSame || greeted.length === 0 ? name : `${name}, another server of the cluster`;
  const seen = `The monitoring port of ${who} answers.`;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol === "http:" && !isLoopback(host)) return attention(seen, adviseExposed, facts);
  const nowMs = (startedMs + Date.now()) / 2;
  const skewMs = server.nowMs === undefined ? 0 : server.nowMs - nowMs;
  if (Math.abs(skewMs) <= tolerableSkewMs) return ok(seen, facts);
  return attention(`${seen} Its clock is ${skewWords(skewMs)}.`, adviseClock, facts);
}
