import { type Authenticator, type NatsConnection, wsconnect } from "@nats-io/nats-core";
import { createTailSieve, giveTailSieve } from "@/lib/nats/tail-sieve";
import type { Closed, Pace } from "./pace";
import { siftSocket } from "./sift-socket";
import { splitSends } from "./split-sends";

/** One nats.js client, which reconnects until it is ended; its subscriptions come back with it. */
export type LinkClient = {
  /** Ends it, and whatever is under way; nothing is heard of it afterwards. */
  end(): void;
};

/** What a client does, as it happens. */
export type ClientEvent =
  | { type: "attempt" }
  | { type: "up"; nc: NatsConnection }
  /** `said` are the server's words of why, where it had any before it let us in. */
  | { type: "down"; closed: Closed; isGreeted: boolean; said: string | undefined }
  /** nats.js has given up by itself. */
  | { type: "over" };

/** Where a client goes, and who hears of it. */
export type ClientOptions = {
  address: string;
  inboxPrefix: string;
  authenticator?: Authenticator | undefined;
  pace: Pace;
  hear: (event: ClientEvent) => void;
};

/** Nobody can wake nats.js's loop, so it looks this often whether its time has come. */
const pollMs = 200;
const leastMs = 50;
const pingMs = 3_000;
/** So many unanswered pings are too many, where nothing else came either. */
const mostPings = 2;
const silent: Closed = { code: 1006, reason: "" };

/** Opens the client; it is heard of by its events alone. */
export function openLinkClient(options: ClientOptions): LinkClient {
  const { address, inboxPrefix, authenticator, pace } = options;
  let over = false;
  let attemptMs = 0;
  let isUp = false;
  let open: NatsConnection | undefined;
  let current: WebSocket | undefined;
  let heardMs = 0;
  const sieve = createTailSieve((bytes) => sifted?.(bytes));
  let sifted: ((bytes: Uint8Array) => void) | undefined;

  const hear = (event: ClientEvent) => {
    if (!over) options.hear(event);
  };
  const down = (closed: Closed, isGreeted: boolean, said?: string) => {
    isUp = false;
    hear({ type: "down", closed, isGreeted, said });
  };
  const up = (nc: NatsConnection) => {
    isUp = true;
    hear({ type: "up", nc });
  };
  /** On a slow link an answer can be long on its way behind a flood; what flows is a sign of life too (L1). */
  const isSilent = (pendingPings: number) =>
    isUp && pendingPings > mostPings && Date.now() - heardMs > mostPings * pingMs;

  const openSocket = (): Promise<{ socket: WebSocket; encrypted: boolean }> => {
    isUp = false;
    hear({ type: "attempt" });
    const socket = new WebSocket(address);
    current = socket;
    splitSends(socket);
    sieve.restart();
    sifted = siftSocket(socket, sieve);
    let isGreeted = false;
    let said: string | undefined;
    socket.addEventListener("message", ({ data }) => {
      isGreeted = true;
      heardMs = Date.now();
      if (!isUp) said = serverError(data) ?? said;
    });
    let isClosed = false;
    // nats.js drops the code and the reason of a clean close, so the event itself is kept.
    const close = (closed: Closed) => {
      if (isClosed) return;
      isClosed = true;
      // An older socket can take its time to end.
      if (socket === current) down(closed, isGreeted, said);
      // A close before INFO is nothing to nats.js but silence until its timeout: tell it.
      if (!isGreeted) socket.onerror?.(Object.assign(new Event("error"), { message: "closed" }));
    };
    socket.addEventListener("close", ({ code, reason }) => close({ code, reason }));
    // Chromium says of a socket that the policy forbids that it failed, but never that it closed.
    socket.addEventListener("error", () => setTimeout(() => close(silent)));
    return Promise.resolve({ socket, encrypted: address.startsWith("wss:") });
  };
  const waitMs = () => {
    // The one way out of nats.js's loop.
    if (over) throw new Error("ended");
    const restMs = pace.restMs();
    const nowMs = Date.now();
    if (restMs > 0 && attemptMs > 0) return nowMs - attemptMs + Math.min(restMs, pollMs);
    // A dial that fails before there is a socket is no attempt of ours: without a rest it would never end.
    if (nowMs - attemptMs < leastMs) return leastMs;
    // It dials now, and counts from here.
    attemptMs = nowMs;
    return 0;
  };
  const run = async () => {
    const nc = await wsconnect({
      servers: address,
      wsFactory: openSocket,
      name: "natsight",
      inboxPrefix,
      ...(authenticator ? { authenticator } : {}),
      noEcho: true,
      ignoreClusterUpdates: true,
      waitOnFirstConnect: true,
      ignoreAuthErrorAbort: true,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: waitMs,
      // A silent server is noticed within nine seconds, by what is said of each ping.
      pingInterval: pingMs,
      maxPingOut: Number.MAX_SAFE_INTEGER,
      timeout: 3_000,
    });
    open = nc;
    if (over) return nc.close();
    const statuses = nc.status();
    giveTailSieve(nc, sieve);
    up(nc);
    for await (const status of statuses) {
      // It says so once for each attempt that had failed before.
      if (status.type === "reconnect" && !isUp) up(nc);
      if (status.type === "ping" && isSilent(status.pendingPings)) {
        down(silent, true);
        void nc.reconnect();
      }
    }
    hear({ type: "over" });
  };
  run().catch(() => hear({ type: "over" }));

  return {
    end() {
      over = true;
      current?.close();
      // The flow of its statuses ends with it, and with that whoever waits for it.
      open?.close().catch(() => undefined);
    },
  };
}

/** The words of an `-ERR`, before the first of anything else. */
function serverError(data: unknown): string | undefined {
  if (!(data instanceof ArrayBuffer)) return undefined;
  const [, words] = /(?:^|\r\n)-ERR '(.*?)'/.exec(new TextDecoder().decode(data)) ?? [];
  return words;
}
