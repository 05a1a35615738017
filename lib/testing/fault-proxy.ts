import { connect, createServer, type Socket } from "node:net";
import { type Fault, isBlocked } from "./fault";
import { createDirection, type Direction } from "./fault-direction";

/** A TCP proxy in front of one server whose faults are switched while connections are open. */
export type FaultProxy = {
  host: string;
  port: number;
  /** nats:// address of the proxy. */
  url: string;
  set: (fault: Fault) => void;
  connectionCount: () => number;
  stop: () => Promise<void>;
};

const host = "127.0.0.1";

type Pair = { change: (fault: Fault) => void; destroy: () => void };

/** Starts a proxy on a free loopback port. */
export async function startFaultProxy(target: { port: number }): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  let fault: Fault = { kind: "pass" };
  const server = createServer({ pauseOnConnect: true }, (client) => {
    const pair = joinPair(client, target.port, fault, () => pairs.delete(pair));
    pairs.add(pair);
    pair.change(fault);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host }, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    host,
    port,
    url: `nats://${host}:${port}`,
    set: (next) => {
      fault = next;
      for (const pair of [...pairs]) pair.change(next);
    },
    connectionCount: () => pairs.size,
    stop: async () => {
      for (const pair of [...pairs]) pair.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function joinPair(client: Socket, port: number, first: Fault, gone: () => void): Pair {
  let server: Socket | undefined;
  let directions: Direction[] = [];
  let untold: (() => void) | undefined;
  let halfOpen = false;
  let fault = first;
  const destroy = (): void => {
    client.destroy();
    server?.destroy();
    for (const direction of directions) direction.stop();
    gone();
  };
  const reset = (): void => {
    client.resetAndDestroy();
    destroy();
  };
  // Through a black hole the other side does not even learn that a connection was closed.
  const tell = (news: () => void): void => {
    if (isBlocked(fault)) untold = news;
    else news();
  };
  const dial = (): void => {
    server = connect({ port, host });
    server.on("error", () => tell(reset));
    const there = createDirection(client, server, () => fault);
    const back = createDirection(server, client, () => fault);
    directions = [there, back];
    server.once("close", () => {
      if (!halfOpen) back.drained(() => client.end(destroy));
    });
  };
  client.on("error", () => tell(destroy));
  client.once("close", () => tell(destroy));
  return {
    destroy,
    change: (next) => {
      fault = next;
      if (next.kind === "reset" || (halfOpen && next.kind !== "half open")) return reset();
      if (next.kind === "half open") {
        halfOpen = true;
        server?.destroy();
        client.resume();
        return;
      }
      // Like a packet that is never answered: whoever connects into a black hole reaches nobody.
      if (isBlocked(next)) return;
      if (untold) return untold();
      if (!server) dial();
      for (const direction of directions) direction.wake();
    },
  };
}
