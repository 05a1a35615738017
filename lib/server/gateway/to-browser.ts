import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { overlaps } from "@/lib/roles/subject";
import { rewriteInfo } from "./browser-info";
import { type CloseCause, causeOfServerError } from "./close-codes";
import { createCoalescer } from "./coalescer";
import type { GatewayLimits } from "./limits";
import { createStall } from "./stall";
import { createWalker } from "./walker";

/** The half of a relay that carries what the NATS server sends. */
export type ToBrowser = {
  /** True when the browser has taken nothing for too long. */
  isStalled(nowMs: number): boolean;
  /** Sends a line of ours, between two messages of the server's. */
  inject(line: Buffer): void;
  /** Sends what is gathered, takes no more, and says why the server would have closed. */
  stop(): { cause: CloseCause; detail: string };
};

/** Who hears that the server does not speak NATS. */
export type ToBrowserOptions = {
  upstream: Duplex;
  browser: WebSocket;
  /** What the WebSocket writes to. */
  socket: Duplex;
  limits: GatewayLimits;
  onBadServer: (why: string) => void;
  /** Messages on these subjects are kept back. */
  hidden: readonly string[];
  /** Reads along, before the browser does. */
  readAlong: ((chunk: Buffer) => void) | undefined;
  isCounting: () => boolean;
  onDelivered: (sid: string) => void;
};

/** Relays the server's bytes in as few frames as they allow, and stops reading while the browser does not keep up. */
export function relayToBrowser(options: ToBrowserOptions): ToBrowser {
  const { upstream, browser, socket, limits, onBadServer, hidden } = options;
  const stall = createStall(socket, limits.stalledMs);
  let paused = false;
  let lastError = "";

  const isHidden = (subject: string) => hidden.some((line) => overlaps(line, subject));
  const resumeWhenTaken = () => {
    if (!paused || browser.bufferedAmount > limits.resumeBelowBytes) return;
    paused = false;
    stall.end();
    upstream.resume();
  };
  const coalescer = createCoalescer(limits.frameBytes, (bytes) => {
    if (browser.readyState !== browser.OPEN) return;
    browser.send(bytes, resumeWhenTaken);
    if (paused || browser.bufferedAmount <= limits.pauseAboveBytes) return;
    paused = true;
    stall.begin(Date.now());
    upstream.pause();
  });
  const walker = createWalker({
    pass: coalescer.push,
    rewriteInfo,
    serverError(words) {
      lastError = words;
    },
    isCounting: options.isCounting,
    isHidden: hidden.length === 0 ? undefined : isHidden,
    delivered: options.onDelivered,
  });
  const onData = (chunk: Buffer) => {
    options.readAlong?.(chunk);
    const problem = walker.push(chunk);
    if (problem !== undefined) onBadServer(problem);
  };
  // The dialler left it paused behind the INFO.
  upstream.on("data", onData).resume();

  return {
    isStalled: stall.isOver,
    inject: walker.inject,
    stop() {
      upstream.off("data", onData);
      coalescer.flush();
      if (lastError === "") return { cause: "unreachable", detail: "it closed the connection" };
      return { cause: causeOfServerError(lastError), detail: lastError };
    },
  };
}
