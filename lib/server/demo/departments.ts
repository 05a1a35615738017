import type { Msg } from "@nats-io/nats-core";
import type { Office } from "./office";
import { ack, deliveryOf, nakLater, pull } from "./pull";
import type { Schedule } from "./schedule";
import { seeded } from "./seeded";
import { shipmentFault } from "./shipments";
import { wave } from "./wave";

/** What every department needs for its work. */
export type Working = {
  office: Office;
  timers: Schedule;
  seed: number;
  speed: number;
  /** Milliseconds since the demo started. */
  elapsedMs: () => number;
  /** Called each time the label printer meets the shipment that it can't read. */
  onPoison: () => void;
};

/** Everybody who works on messages; nobody works for fraud-scoring, and recommendations is paused. */
export function startDepartments(working: Working): void {
  startOrders(working);
  startPayments(working);
  startShipments(working);
  startTelemetry(working);
  working.office.line("siem-forwarder").connection.subscribe("security.siem.audit", {
    callback: () => {},
  });
}

function startOrders({ office, timers, speed, elapsedMs }: Working): void {
  const backOffice = office.line("back-office");
  pull(backOffice, timers, {
    stream: "ORDERS",
    consumer: "order-projection",
    pace: { kind: "eager", batch: 200 },
    handle: ack,
  });
  pull(backOffice, timers, {
    stream: "ORDERS_EU",
    consumer: "ledger",
    pace: { kind: "eager", batch: 200 },
    handle: ackNewest(timers, "ledger"),
  });
  const tickMs = 500;
  const export_ = wave(speed, tickMs);
  pull(office.line("erp-export"), timers, {
    stream: "ORDERS",
    consumer: "erp-export",
    pace: { kind: "timed", tickMs, perTick: () => export_.perTick(elapsedMs()) },
    handle: (message) => {
      export_.sawPending(deliveryOf(message).pending);
      ack(message);
    },
  });
}

function startPayments({ office, timers, seed, speed }: Working): void {
  const line = office.line("payments-worker");
  const captureSlowly = (minMs: number, maxMs: number, failing: number) => (message: Msg) => {
    const { deliveries } = deliveryOf(message);
    const random = seeded(seed, `capture/${message.headers?.get("Nats-Msg-Id")}/${deliveries}`);
    const failed = random.chance(failing);
    timers.after("capture payment", random.int(minMs, maxMs) / speed, () => {
      if (failed) nakLater(message, 3_000);
      else ack(message);
    });
  };
  for (const method of ["card", "wallet"]) {
    pull(line, timers, {
      stream: "PAYMENTS",
      consumer: `${method}-capture`,
      pace: { kind: "eager", batch: 16 },
      handle: captureSlowly(40, 600, 0.02),
    });
  }
  pull(line, timers, {
    stream: "PAYMENTS",
    consumer: "transfer-matching",
    pace: { kind: "eager", batch: 8 },
    handle: captureSlowly(40_000, 90_000, 0),
  });
}

function startShipments({ office, timers, seed, onPoison }: Working): void {
  pull(office.line("label-printer"), timers, {
    stream: "SHIPMENTS",
    consumer: "label-printer",
    pace: { kind: "eager", batch: 16 },
    handle: (message) => {
      if (shipmentFault(message.json()) === undefined) return ack(message);
      onPoison();
      nakLater(message, 5_000);
    },
  });
  for (const planner of ["tour-planner-1", "tour-planner-2"] as const) {
    const { connection } = office.line(planner);
    connection.subscribe("logistics.tour-planning", {
      queue: "planners",
      callback: (error, message) => {
        if (error) return;
        const random = seeded(seed, `tour/${message.headers?.get("Nats-Msg-Id")}`);
        timers.after("plan tour", random.int(5, 60), () => ack(message));
      },
    });
  }
}

function startTelemetry({ office, timers }: Working): void {
  const line = office.line("facility-monitor");
  pull(line, timers, {
    stream: "TELEMETRY",
    consumer: "cold-chain",
    pace: { kind: "eager", batch: 100 },
    handle: ack,
  });
  pull(line, timers, {
    stream: "TELEMETRY",
    consumer: "metrics-rollup",
    pace: { kind: "timed", tickMs: 1_000, perTick: () => 1_000 },
    handle: ackNewest(timers, "metrics-rollup"),
  });
  pull(line, timers, {
    stream: "TELEMETRY",
    consumer: "wall-display",
    pace: { kind: "eager", batch: 200 },
    handle: () => {},
  });
}

/** For ack policy "all": once a second the newest message is acked for all before it. */
function ackNewest(timers: Schedule, name: string): (message: Msg) => void {
  let newest: Msg | undefined;
  timers.every(`ack ${name}`, 1_000, () => {
    if (newest) ack(newest);
    newest = undefined;
  });
  return (message) => {
    newest = message;
  };
}
