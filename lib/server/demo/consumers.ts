import { AckPolicy, type ConsumerConfig, DeliverPolicy } from "@nats-io/jetstream";

/** A consumer as it is asked for, and whether it is kept paused. */
export type ConsumerDefinition = {
  stream: string;
  config: Partial<ConsumerConfig> & { durable_name: string };
  /** Kept paused; left out on servers that can't pause. */
  paused?: true;
};

const secondNs = 1_000_000_000;

/** The consumers of the company; what their workers do, or fail to do, is in departments.ts. */
export const consumers: readonly ConsumerDefinition[] = [
  durable("ORDERS", "order-projection", "Read model of the web shop: keeps up", {
    max_ack_pending: 500,
  }),
  durable("ORDERS", "erp-export", "Batch export to the ERP: falls behind, then drains in waves", {
    max_ack_pending: 2_000,
  }),
  durable("ORDERS", "fraud-scoring", "Scores new orders: its workers were switched off", {
    filter_subject: "orders.*.created",
  }),
  {
    ...durable("ORDERS", "recommendations", "Trains recommendations: paused for a migration", {
      filter_subject: "orders.*.delivered",
    }),
    paused: true,
  },
  durable("ORDERS_EU", "ledger", "Bookkeeping: acks a batch by its last message", {
    ack_policy: AckPolicy.All,
    max_ack_pending: 1_000,
  }),
  durable("PAYMENTS", "card-capture", "Captures card payments", {
    filter_subject: "payments.requested.card",
    max_ack_pending: 64,
    max_deliver: 5,
    sample_freq: "20%",
  }),
  durable("PAYMENTS", "wallet-capture", "Captures wallet payments", {
    filter_subject: "payments.requested.wallet",
    max_ack_pending: 64,
  }),
  durable("PAYMENTS", "transfer-matching", "Waits for bank transfers: holds every ack it may", {
    filter_subject: "payments.requested.transfer",
    max_ack_pending: 8,
    ack_wait: 180 * secondNs,
  }),
  durable("SHIPMENTS", "label-printer", "Prints labels: stuck on one shipment it can't read", {
    max_ack_pending: 32,
    ack_wait: 20 * secondNs,
  }),
  durable("SHIPMENTS", "tour-planning", "Plans tours: push, shared by a queue group", {
    deliver_subject: "logistics.tour-planning",
    deliver_group: "planners",
    max_ack_pending: 100,
  }),
  durable("TELEMETRY", "cold-chain", "Watches the cold rooms", {
    filter_subject: "telemetry.*.temperature",
    deliver_policy: DeliverPolicy.New,
    max_ack_pending: 200,
  }),
  durable("TELEMETRY", "metrics-rollup", "Minute averages: acks a batch by its last message", {
    ack_policy: AckPolicy.All,
    max_ack_pending: 5_000,
  }),
  durable("TELEMETRY", "wall-display", "Screens in the control room: acks nothing", {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.New,
    filter_subject: "telemetry.rotterdam.*",
  }),
  durable("AUDIT", "siem-forwarder", "Push to the security monitoring: acks nothing", {
    ack_policy: AckPolicy.None,
    deliver_subject: "security.siem.audit",
  }),
];

function durable(
  stream: string,
  name: string,
  description: string,
  config: Partial<ConsumerConfig>,
): ConsumerDefinition {
  return {
    stream,
    config: {
      durable_name: name,
      description,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...config,
    },
  };
}
