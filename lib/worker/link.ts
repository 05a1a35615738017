import { type NatsConnection, wsconnect } from "@nats-io/nats-core";
import { finalCloseCodes } from "@/lib/model/close-codes";
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

const firstDelayMs = 250;
/** With its spread, and the moments of a dial, a server that is back is seen within three seconds. */
const longestDelayMs = 1_500;
/** What was refused can be mended on the server; asked this seldom it fills nobody's log. */
const refusedDelayMs = 15_000;
/** The longest that a timer takes, 24 days. */
const neverMs = 2 ** 31 - 1;

/** Opens the link, where there is such a connection; the badge and every request share it. */
export function openLink(url: string, exists: () => Promise<boolean>): Link {
  let status: LinkStatus = { state: "connecting" };
  let closed: CloseEvent | undefined;
  let failures = 0;
  let delayMs = 0;
  const listeners = new Set<(status: LinkStatus) => void>();

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
      // nats.js asks on every turn of its loop, so the answer is chosen once an attempt, in openSocket.
      reconnectDelayHandler: nextDelayMs,
      // A silent server is noticed within nine seconds.
      pingInterval: 3_000,
      maxPingOut: 2,
      timeout: 3_000,
    });
    win(nc);
    void follow(nc);
    return nc;
  }

  function openSocket(address: string): Promise<{ socket: WebSocket; encrypted: boolean }> {
    delayMs = spread(Math.min(firstDelayMs * 2 ** failures, longestDelayMs));
    failures++;
    const socket = new WebSocket(address);
    let greeted = false;
    socket.addEventListener("message", () => {
      greeted = true;
    });
    // nats.js drops the code and the reason of a clean close, so the event itself is kept.
    socket.addEventListener("close", (event) => {
      closed = event;
      void lose();
      // A close before INFO is nothing to nats.js but silence until its timeout: tell it.
      if (!greeted) socket.onerror?.(Object.assign(new Event("error"), { message: words() }));
    });
    return Promise.resolve({ socket, encrypted: address.startsWith("wss:") });
  }

  async function follow(nc: NatsConnection): Promise<void> {
    for await (const event of nc.status()) {
      if (event.type === "reconnect") win(nc);
      if (event.type === "disconnect" || event.type === "staleConnection") void lose();
    }
    change({ state: "refused", why: words() });
  }

  function win(nc: NatsConnection): void {
    failures = 0;
    delayMs = spread(firstDelayMs);
    closed = undefined;
    change({ state: "connected", sinceMs: Date.now(), server: identify(nc) });
  }

  async function lose(): Promise<void> {
    // Asked only when the door stays shut: the way in of every other start is one round trip shorter.
    if (status.state === "connecting") {
      const known = await exists();
      // Much can have happened meanwhile, a connection for one.
      if (status.state !== "connecting") return;
      if (!known) return change({ state: "unknown" });
    }
    const next = lostStatus();
    if (status.state !== "unknown" && !isSame(status, next)) change(next);
  }

  function lostStatus(): LinkStatus {
    if (closed && finalCloseCodes.has(closed.code)) return { state: "refused", why: words() };
    const sinceMs = status.state === "reconnecting" ? status.sinceMs : Date.now();
    return { state: "reconnecting", sinceMs, why: words() };
  }

  function nextDelayMs(): number {
    if (status.state === "unknown") return neverMs;
    return status.state === "refused" ? refusedDelayMs : delayMs;
  }

  function words(): string {
    return closed?.reason || "The connection was lost.";
  }

  function change(next: LinkStatus): void {
    status = next;
    for (const listener of listeners) listener(next);
  }
}

function isSame(a: LinkStatus, b: LinkStatus): boolean {
  return a.state === b.state && "why" in a && "why" in b && a.why === b.why;
}

/** Half to one and a half times the delay, so that many tabs do not come back in one moment. */
function spread(delayMs: number): number {
  return delayMs * (0.5 + Math.random());
}
