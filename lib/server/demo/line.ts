import type { NatsConnection } from "@nats-io/nats-core";
import type { Schedule } from "./schedule";

/** A connection of one of the company's programs, and whether it is up just now. */
export type Line = {
  connection: NatsConnection;
  /** Publishing while down would pile messages up in memory: producers ask first. */
  isUp(): boolean;
  onReconnect(listener: () => void): void;
};

/** Follows a connection for as long as the demo runs. */
export function watchLine(connection: NatsConnection, timers: Schedule): Line {
  const listeners: (() => void)[] = [];
  let up = true;
  timers.spawn("watch connection", async () => {
    for await (const status of connection.status()) {
      if (status.type === "disconnect") up = false;
      if (status.type === "reconnect") {
        up = true;
        for (const listener of listeners) listener();
      }
    }
  });
  return {
    connection,
    isUp: () => up && !connection.isClosed(),
    onReconnect: (listener) => listeners.push(listener),
  };
}
