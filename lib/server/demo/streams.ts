import {
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  StoreCompression,
  type StreamConfig,
} from "@nats-io/jetstream";

/** A stream as it is asked for; what is left out is up to the server. */
export type StreamDefinition = Partial<StreamConfig> & { name: string };

const mib = 1024 * 1024;
const minuteNs = 60 * 1_000_000_000;
const dayNs = 24 * 60 * minuteNs;

/**
 * Every stream has a bound in bytes: a demo left alone for weeks keeps at most their sum, 112 MiB
 * here and less than 200 MiB with the buckets and object stores.
 */
export const streams: readonly StreamDefinition[] = [
  {
    name: "ORDERS",
    description: "Everything that happens to an order, by region",
    subjects: ["orders.*.*"],
    max_age: 3 * dayNs,
    max_bytes: 32 * mib,
    max_msg_size: 64 * 1024,
    allow_direct: true,
    metadata: { team: "commerce", tier: "1" },
    ...limits(),
  },
  {
    name: "ORDERS_EU",
    description: "European orders for the finance office, sourced from ORDERS",
    sources: [{ name: "ORDERS", filter_subject: "orders.eu.*" }],
    max_age: 3 * dayNs,
    max_bytes: 16 * mib,
    allow_direct: true,
    compression: StoreCompression.S2,
    metadata: { team: "finance", tier: "3" },
    ...limits(),
  },
  {
    name: "PAYMENTS",
    description: "Payments to be captured: a message is gone when a worker has done it",
    subjects: ["payments.requested.*"],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: dayNs,
    max_bytes: 8 * mib,
    allow_direct: true,
    metadata: { team: "payments", tier: "1" },
  },
  {
    name: "SHIPMENTS",
    description: "Parcels to label and to plan: kept until every department has acked",
    subjects: ["shipments.*.*"],
    retention: RetentionPolicy.Interest,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_bytes: 8 * mib,
    allow_direct: true,
    metadata: { team: "logistics", tier: "2" },
  },
  {
    name: "TELEMETRY",
    description: "Sensor readings of the warehouses, MessagePack or packed, 20 minutes",
    subjects: ["telemetry.*.*"],
    max_age: 20 * minuteNs,
    max_bytes: 32 * mib,
    allow_direct: true,
    metadata: { team: "facilities", tier: "3" },
    ...limits(),
  },
  {
    name: "AUDIT",
    description: "Audit log of all services, one line of text a message",
    subjects: ["audit.*"],
    max_age: 7 * dayNs,
    max_bytes: 16 * mib,
    allow_direct: true,
    deny_delete: true,
    compression: StoreCompression.S2,
    metadata: { team: "security", tier: "2" },
    ...limits(),
  },
];

function limits() {
  return {
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
  };
}
