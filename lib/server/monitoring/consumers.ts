import type { Reading } from "@/lib/errors/app-error";
import { consumersJsz, streamsIn, type ToldConsumers } from "@/lib/nats/consumer-jsz";
import { fetchMonitoring, type MonitoringOptions } from "./fetch";
import { describeMonitoringError } from "./monitoring-error";
import { fetchMonitoredServer } from "./varz";

/**
 * What the one server that a monitoring URL belongs to tells of an account's consumers; where the account is not known,
 * of the only one that there is.
 */
export async function fetchConsumers(
  base: string,
  account: string | undefined,
  options: MonitoringOptions,
): Promise<Reading<ToldConsumers>> {
  const query = { consumers: true, config: true, ...(account ? { acc: account } : {}) };
  const answer = await fetchMonitoring(base, { path: "jsz", query }, options);
  if (!answer.ok) return refuse(describeMonitoringError(answer.error));
  const parsed = consumersJsz.safeParse(answer.value);
  if (!parsed.success) return refuse("/jsz did not answer as a NATS server does");
  const accounts = parsed.data.account_details ?? [];
  const [only] = accounts;
  const monitored = await fetchMonitoredServer(base, options);
  if (!monitored.ok) return refuse(describeMonitoringError(monitored.error));
  const name = account ?? (accounts.length === 1 ? only?.name : undefined);
  if (name === undefined) return refuse("it tells of several accounts");
  return {
    ok: true,
    value: { server: monitored.server.name, streams: streamsIn(parsed.data, name) },
  };
}

function refuse(why: string): Reading<never> {
  const detail = `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
  const title = "The monitoring URL gave no consumers";
  return { ok: false, error: { kind: "console", title, detail } };
}
