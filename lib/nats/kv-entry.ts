import type { MsgHdrs } from "@nats-io/nats-core";
import type { KvEntry, KvOperation } from "@/lib/model/kv";
import type { StoredMessage } from "./stored-message";

/** What a message of a bucket's stream says of its key; `prefix` ends with a dot. */
export function toKvEntry(prefix: string, message: StoredMessage): KvEntry {
  const { subject, sequence, timeNs, headers, data } = message;
  const size = headers?.get("Nats-Msg-Size") ?? "";
  const ttl = headers?.get("Nats-TTL");
  return {
    key: subject.startsWith(prefix) ? subject.slice(prefix.length) : subject,
    revision: sequence,
    timeNs,
    operation: operationOf(headers),
    value: data.slice(),
    sizeBytes: /^\d+$/.test(size) ? Number(size) : data.length,
    ...(ttl ? { ttl } : {}),
  };
}

function operationOf(headers: MsgHdrs | undefined): KvOperation {
  const reason = headers?.get("Nats-Marker-Reason");
  if (reason) return { kind: "removed", reason };
  switch (headers?.get("KV-Operation")) {
    case "DEL":
      return { kind: "delete" };
    case "PURGE":
      return { kind: "purge" };
    default:
      return { kind: "put" };
  }
}
