import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Auth } from "@/lib/server/connections/target";
import type { ServerInfo } from "@/lib/server/dial/info";
import { formatConnect, readHello } from "./hello";
import type { GatewayLimits } from "./limits";
import { createStall } from "./stall";

/** The half of a relay that carries what the browser sends. */
export type ToServer = {
  isGreeted(): boolean;
  /** True while the NATS server takes too little: the browser is not heard meanwhile. */
  isPaused(): boolean;
  isStalled(nowMs: number): boolean;
};

/** Whose bytes these are, and who hears that they are wrong. */
export type ToServerOptions = {
  upstream: Duplex;
  browser: WebSocket;
  auth: Auth;
  info: ServerInfo;
  limits: GatewayLimits;
  onProtocolError: (why: string) => void;
};

/** Puts our CONNECT in the place of the browser's, and relays the rest as it is. */
export function relayToServer(options: ToServerOptions): ToServer {
  const { upstream, browser, auth, info, limits, onProtocolError } = options;
  const stall = createStall(upstream, limits.stalledMs);
  let greeted = false;
  let seen: Buffer = Buffer.alloc(0);

  const write = (bytes: Buffer) => {
    if (!upstream.writable || bytes.length === 0) return;
    if (upstream.write(bytes) || upstream.writableLength <= limits.pauseAboveBytes) return;
    if (browser.isPaused) return;
    browser.pause();
    stall.begin(Date.now());
    upstream.once("drain", () => {
      stall.end();
      browser.resume();
    });
  };
  const greet = (chunk: Buffer) => {
    const hello = readHello(seen, chunk, limits.controlLineBytes);
    if (hello.state === "wrong") return onProtocolError(hello.why);
    if (hello.state === "partial") {
      seen = hello.seen;
      return;
    }
    greeted = true;
    seen = Buffer.alloc(0);
    write(formatConnect(hello.connect, auth, info));
    write(hello.rest);
  };
  browser.on("message", (data, isBinary) => {
    // With the binary type it is created with, a message is always one Buffer.
    if (!isBinary || !Buffer.isBuffer(data)) return onProtocolError("a text frame");
    if (greeted) write(data);
    else greet(data);
  });

  return {
    isGreeted: () => greeted,
    isPaused: () => browser.isPaused,
    isStalled: stall.isOver,
  };
}
