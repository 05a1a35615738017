import { type NatsConnection, wsconnect } from "@nats-io/nats-core";
import type { LinkStatus } from "@/lib/model/link";
import { identify } from "@/lib/nats/server";

/** One connection of this tab through the gateway, which reconnects for as long as the tab lives. */
export type Link = {
  /** The open connection; waits for the first one. */
  nats(): Promise<NatsConnection>;
  watch(listener: (status: LinkStatus) => void): () => void;
  /** What became of it, once something has. */
  settled(): Promise<LinkStatus>;
};

/** Close codes after which trying again is of no use: the words stand in the close reason. */
const finalCodes = new Set([4001, 4003, 4401, 4404]);
const firstDelayMs = 250;
const longestDelayMs = 2_000;
/** The longest that a timer takes, 24 days: what was refused is not asked again by itself. */
const neverMs = 2 ** 31 - 1;

/** Opens the link, where there is such a connection; the badge and every request share it. */
export function openLink(url: string, exists: () => Promise<boolean>): Link {
  let status: LinkStatus = { state: "connecting" };
  let closed: CloseEvent | undefined;
  let failures = 0;
  const listeners = new Set<(status: LinkStatus) => void>();
  const change = (next: LinkStatus) => {
    status = next;
    for (const listener of listeners) listener(next);
  };
  const lose = async (why: string) => {
    // Asked only when the door stays shut: the way in of every other start is one round trip shorter.
    if (status.state === "connecting" && !(await exists())) return change({ state: "unknown" });
    if (status.state === "unknown") return;
    if (closed && finalCodes.has(closed.code)) change({ state: "refused", why });
    else if (status.state !== "reconnecting") {
      change({ state: "reconnecting", sinceMs: Date.now(), why });
    }
  };
  const connected = (nc: NatsConnection) => {
    failures = 0;
    change({ state: "connected", sinceMs: Date.now(), server: identify(nc) });
  };

  const openSocket = (address: string) => {
    const socket = new WebSocket(address);
    let greeted = false;
    socket.addEventListener("message", () => {
      greeted = true;
    });
    // nats.js drops the code and the reason of a clean close, so the event itself is kept.
    socket.addEventListener("close", (event) => {
      closed = event;
      const why = event.reason || "The connection to the console was closed.";
      void lose(why);
      // A close before INFO is nothing to nats.js but silence until its timeout: tell it.
      if (!greeted) socket.onerror?.(new ErrorEvent("error", { message: why }));
    });
    return Promise.resolve({ socket, encrypted: address.startsWith("wss:") });
  };

  const opening = connectForEver();
  return {
    nats: () => opening,
    settled: () =>
      new Promise((settle) => {
        if (status.state !== "connecting") return settle(status);
        const listener = (next: LinkStatus) => {
          listeners.delete(listener);
          settle(next);
        };
        listeners.add(listener);
      }),
    watch: (listener) => {
      listeners.add(listener);
      listener(status);
      return () => listeners.delete(listener);
    },
  };

  async function connectForEver(): Promise<NatsConnection> {
    const nc = await wsconnect({
      servers: url,
      wsFactory: openSocket,
      name: "natsight",
      noEcho: true,
      ignoreClusterUpdates: true,
      waitOnFirstConnect: true,
      ignoreAuthErrorAbort: true,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: nextDelayMs,
      pingInterval: 5_000,
      maxPingOut: 2,
      timeout: 3_000,
    });
    connected(nc);
    void follow(nc);
    return nc;
  }

  function nextDelayMs(): number {
    if (status.state === "refused" || status.state === "unknown") return neverMs;
    return spread(Math.min(firstDelayMs * 2 ** failures++, longestDelayMs));
  }

  async function follow(nc: NatsConnection): Promise<void> {
    for await (const event of nc.status()) {
      if (event.type === "reconnect") connected(nc);
      if (event.type === "disconnect" || event.type === "staleConnection") {
        void lose(closed?.reason || "The connection was lost.");
      }
    }
    change({ state: "refused", why: closed?.reason || "The connection was closed." });
  }
}

/** Half to one and a half times the delay, so that many tabs do not come back in one moment. */
function spread(delayMs: number): number {
  return delayMs * (0.5 + Math.random());
}
