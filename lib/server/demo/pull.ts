import { createInbox, type Msg } from "@nats-io/nats-core";
import type { Line } from "./line";
import type { Schedule } from "./schedule";

/** A worker of a pull consumer. */
export type Worker = {
  stream: string;
  consumer: string;
  handle: (message: Msg) => void;
  /** Takes up to `batch` whenever the last are in, or `perTick()` once every `tickMs`. */
  pace: { kind: "eager"; batch: number } | { kind: "timed"; tickMs: number; perTick: () => number };
};

const expiresMs = 20_000;

/**
 * Pulls by the plain API over one lasting inbox. The library's `consume` keeps a subscription, a
 * status iterator and heartbeat timers for each worker, which costs more than the work itself here.
 */
export function pull(line: Line, timers: Schedule, worker: Worker): void {
  const { connection } = line;
  const { pace } = worker;
  const inbox = createInbox();
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${worker.stream}.${worker.consumer}`;
  let open = 0;
  let lastMs = 0;

  const request = (batch: number) => {
    if (timers.stopped() || !line.isUp() || batch < 1) return;
    open = batch;
    lastMs = Date.now();
    const body = { batch, expires: (pace.kind === "eager" ? expiresMs : pace.tickMs) * 1_000_000 };
    connection.publish(subject, JSON.stringify(body), { reply: inbox });
  };
  const again = () => {
    if (pace.kind === "eager") request(pace.batch);
  };

  connection.subscribe(inbox, {
    callback: (error, message) => {
      if (error) return;
      if (message.subject === inbox) {
        open = 0;
        // 408: the request expired, as it should. Others say that the consumer can't answer now.
        if (message.headers?.code === 408) again();
        return;
      }
      open -= 1;
      timers.spawn(`work on ${worker.consumer}`, () => worker.handle(message));
      if (open === 0) again();
    },
  });

  if (pace.kind === "timed") {
    timers.every(`pull ${worker.consumer}`, pace.tickMs, () => request(pace.perTick()));
    return;
  }
  line.onReconnect(again);
  // A request can get lost with the server, or be refused while the consumer is missing.
  timers.every(`pull ${worker.consumer}`, 2_000, () => {
    if (open === 0 || Date.now() - lastMs > expiresMs + 5_000) again();
  });
  again();
}

/** What the reply subject of a delivered message tells: pending ones behind it, and its deliveries. */
export function deliveryOf(message: Msg): { deliveries: number; pending: number } {
  const tokens = (message.reply ?? "").split(".");
  // The newer form begins with domain and account hash and has 11 tokens or more.
  const first = tokens.length >= 11 ? 6 : 4;
  return { deliveries: Number(tokens[first] ?? 1), pending: Number(tokens[first + 4] ?? 0) };
}

/** Tells the server that a message is done with. */
export function ack(message: Msg): void {
  message.respond("+ACK");
}

/** Asks for redelivery after a while. */
export function nakLater(message: Msg, delayMs: number): void {
  message.respond(`-NAK {"delay": ${delayMs * 1_000_000}}`);
}
