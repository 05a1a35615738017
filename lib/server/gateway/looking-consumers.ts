import { createFrameBudget } from "./frame-budget";
import type { GatewayLimits } from "./limits";

/** Which consumers for looking there are, among all sockets of one connection: a server has room for so many on a stream. */
export type LookingConsumers = { join(): SocketConsumers };

/** Those of one socket. A consumer goes by `stream.name`. */
export type SocketConsumers = {
  /** Why there is no room for it; where there is, it counts until the server has let go of it. */
  create(consumer: string, thresholdMs: number): string | undefined;
  /** It is pulled from, which keeps it; one that nobody knows counts from now on. */
  pull(consumer: string, waitMs: number): string | undefined;
  delete(consumer: string): void;
  /** The socket is gone; says which of those that it made may still be there. */
  leave(): string[];
};

type Bounds = Pick<GatewayLimits, "consumers" | "consumersOfSocket" | "consumerSettleMs">;
type Consumer = {
  maker: SocketConsumers;
  madeMs: number;
  thresholdMs: number;
  /** Until when the server may keep it, by each socket that has asked for something. */
  until: Map<SocketConsumers, number>;
  isGone: boolean;
};

/** The longest that `consumer-body` lets one be idle. */
const longestThresholdMs = 300_000;
/** Of those that are deleted before it is certain that the server has made them. */
const deletedEarlyPerSecond = 1;

/** The consumers of one connection's sockets. What is not certain counts as being there. */
export function createLookingConsumers(bounds: Bounds, now = Date.now): LookingConsumers {
  const { consumers: most, consumersOfSocket, consumerSettleMs: settleMs } = bounds;
  const known = new Map<string, Consumer>();
  const early = createFrameBudget(deletedEarlyPerSecond, most);

  const forget = () => {
    for (const [name, consumer] of known) {
      const untilMs = consumer.isGone ? consumer.madeMs : Math.max(...consumer.until.values());
      if (untilMs + settleMs <= now()) known.delete(name);
    }
  };
  const whyFull = (socket: SocketConsumers): string | undefined => {
    if (known.size >= most) return `${most} consumers for looking on all sockets`;
    const own = [...known.values()].filter(({ maker }) => maker === socket);
    return own.length < consumersOfSocket
      ? undefined
      : `${consumersOfSocket} consumers for looking on one socket`;
  };
  const takeEarly = () => early.take(0, now()) === 0 && early.take(1, now()) === 0;
  const keep = (socket: SocketConsumers, { until }: Consumer, untilMs: number) =>
    until.set(socket, Math.max(untilMs, until.get(socket) ?? 0));

  return {
    join() {
      const socket: SocketConsumers = {
        create(name, thresholdMs) {
          forget();
          const there = known.get(name);
          const full = there ? undefined : whyFull(socket);
          if (full !== undefined) return full;
          const consumer = there ?? newConsumer(socket, thresholdMs);
          known.set(name, consumer);
          // An update that the server refuses leaves the longer one.
          consumer.thresholdMs = Math.max(consumer.thresholdMs, thresholdMs);
          consumer.madeMs = now();
          consumer.isGone = false;
          keep(socket, consumer, now() + consumer.thresholdMs);
          return undefined;
        },
        pull(name, waitMs) {
          const full = known.has(name) ? undefined : socket.create(name, longestThresholdMs);
          const consumer = known.get(name);
          if (consumer) keep(socket, consumer, now() + waitMs + consumer.thresholdMs);
          return full;
        },
        delete(name) {
          const consumer = known.get(name);
          if (!consumer || consumer.isGone) return;
          // Until a cluster has agreed on it, it finds nothing to delete there, and makes it a moment later.
          const isEarly = now() < consumer.madeMs + settleMs;
          consumer.isGone = !isEarly || takeEarly();
        },
        leave() {
          forget();
          for (const consumer of known.values()) {
            const { until, thresholdMs } = consumer;
            // Nobody listens for what it has asked.
            const untilMs = until.get(socket);
            if (untilMs) until.set(socket, Math.min(untilMs, now() + thresholdMs));
          }
          const own = [...known].filter(([, { maker, isGone }]) => maker === socket && !isGone);
          return own.map(([name]) => name);
        },
      };
      return socket;
    },
  };

  function newConsumer(maker: SocketConsumers, thresholdMs: number): Consumer {
    return { maker, madeMs: now(), thresholdMs, until: new Map(), isGone: false };
  }
}
