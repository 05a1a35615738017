import type { Reading } from "@/lib/errors/app-error";
import { createBreath } from "@/lib/nats/breath";
import { accountIn, consumersJsz, readStreams, type ToldConsumers } from "@/lib/nats/consumer-jsz";
import { cutArrays } from "@/lib/nats/json-cut";
import { parseBody } from "./body";
import { fetchMonitoringText, type MonitoringOptions } from "./fetch";
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
  const answer = await fetchMonitoringText(base, { path: "jsz", query }, options);
  if (!answer.ok) return refuse(describeMonitoringError(answer.error));
  const text = answer.value;
  const { rest, arrays } = cutArrays(text, "stream_detail");
  const json = parseBody(rest);
  if (!json.ok) return refuse(describeMonitoringError(json.error));
  const parsed = consumersJsz.safeParse(json.value);
  if (!parsed.success) return refuse(unlikeNats);
  const accounts = parsed.data.account_details ?? [];
  const [only] = accounts;
  const monitored = await fetchMonitoredServer(base, options);
  if (!monitored.ok) return refuse(describeMonitoringError(monitored.error));
  const name = account ?? (accounts.length === 1 ? only?.name : undefined);
  if (name === undefined) return refuse("it tells of several accounts");
  const places = arrays[accountIn(parsed.data, name)?.stream_detail ?? -1] ?? [];
  const streams = await readStreams(text, places, createBreath());
  if (!streams.ok) return refuse(unlikeNats);
  return { ok: true, value: { server: monitored.server.name, text, streams: streams.value } };
}

const unlikeNats = "/jsz did not answer as a NATS server does";

function refuse(why: string): Reading<never> {
  const detail = `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
  const title = "The monitoring URL gave no consumers";
  return { ok: false, error: { kind: "console", title, detail } };
}
