import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import { addAll, counter, gauge, labelsOf, type MetricOf, type MetricsText } from "./metrics-text";

/** The connection's account over all servers. */
export function addAccount(out: MetricsText, connection: string, account: AccountFigures): void {
  addAll(out, ofAccount, labelsOf({ connection, account: account.name }), account);
}

/** What the account stores, under its name where that is known. */
export function addJetStream(
  out: MetricsText,
  { connection, account }: { connection: string; account: string | undefined },
  figures: JetStreamFigures,
): void {
  addAll(out, ofJetStream, labelsOf({ connection, account, domain: figures.domain }), figures);
}

const ofAccount: readonly MetricOf<AccountFigures>[] = [
  gauge(
    "gnatsd_accstatz_current_connections",
    "The account's clients that are connected.",
    (it) => it.connections,
  ),
  gauge("gnatsd_accstatz_subscriptions", "The account's subscriptions.", (it) => it.subscriptions),
  counter(
    "gnatsd_accstatz_received_messages",
    "Messages from the account's clients.",
    (it) => it.inMessages,
  ),
  counter(
    "gnatsd_accstatz_received_bytes",
    "Bytes from the account's clients.",
    (it) => it.inBytes,
  ),
  counter(
    "gnatsd_accstatz_sent_messages",
    "Messages to the account's clients.",
    (it) => it.outMessages,
  ),
  counter("gnatsd_accstatz_sent_bytes", "Bytes to the account's clients.", (it) => it.outBytes),
  counter(
    "gnatsd_accstatz_slow_consumers",
    "The account's clients cut off as too slow.",
    (it) => it.slowConsumers,
  ),
];

const ofJetStream: readonly MetricOf<JetStreamFigures>[] = [
  gauge(
    "jetstream_account_storage_used",
    "Disk that the account's streams use, in bytes.",
    (it) => it.storage.usedBytes,
  ),
  gauge(
    "jetstream_account_memory_used",
    "Memory that the account's streams use, in bytes.",
    (it) => it.memory.usedBytes,
  ),
  gauge(
    "jetstream_account_max_storage",
    "Disk that the account's streams may use, in bytes.",
    (it) => it.storage.limitBytes,
  ),
  gauge(
    "jetstream_account_max_memory",
    "Memory that the account's streams may use, in bytes.",
    (it) => it.memory.limitBytes,
  ),
  gauge(
    "jetstream_storage_used_bytes",
    "As jetstream_account_storage_used.",
    (it) => it.storage.usedBytes,
  ),
  gauge("natsight_account_streams", "Streams of the account.", (it) => it.streams),
  gauge("natsight_account_consumers", "Consumers of the account.", (it) => it.consumers),
  counter(
    "natsight_account_api_requests_total",
    "Requests of the account to JetStream's API.",
    (it) => it.apiRequests,
  ),
  counter(
    "natsight_account_api_errors_total",
    "Those of them that were refused.",
    (it) => it.apiErrors,
  ),
];
