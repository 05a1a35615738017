import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Grant } from "@/lib/roles/grant";
import type { Auth } from "@/lib/server/connections/target";
import type { ServerInfo } from "@/lib/server/dial/info";
import { formatLine } from "./client-frame";
import { type ClientParser, createClientParser } from "./client-parser";
import { createFrameBudget } from "./frame-budget";
import { type BrowserConnect, formatConnect, readHello } from "./hello";
import { createHold } from "./hold";
import type { InboxClaims } from "./inboxes";
import type { GatewayLimits } from "./limits";
import type { LookingConsumers } from "./looking-consumers";
import type { OwnSecrets } from "./own-secrets";
import { createPolice } from "./police";
import type { Refusal } from "./refusal";
import { createStall } from "./stall";
import { createSubscriptions } from "./subscriptions";

/** The half of a relay that carries what the browser sends. */
export type ToServer = {
  isGreeted(): boolean;
  /** True while the browser is not heard: the server takes too little, or too much came at once. */
  isPaused(): boolean;
  isStalled(nowMs: number): boolean;
  /** True while somebody has to tell which subscriptions' messages go to the browser. */
  isCounting(): boolean;
  delivered(sid: string): void;
  /** Also removes the consumers of a browser that has left for good. */
  close(hasLeft: boolean): void;
};

/** Whose bytes these are, what they may say, and who hears that they are wrong. */
export type ToServerOptions = {
  upstream: Duplex;
  browser: WebSocket;
  auth: Auth;
  info: ServerInfo;
  /** Who it is, to the people who look at the server's connections. */
  user: string;
  grant: Grant;
  ownSecrets: OwnSecrets;
  inboxes: InboxClaims;
  consumers: LookingConsumers;
  limits: GatewayLimits;
  onProtocolError: (why: string) => void;
  onRefused: (refusal: Refusal) => void;
  onRefusedTooOften: () => void;
};

/** Puts our CONNECT in the place of the browser's, and relays what the grant allows of the rest. */
export function relayToServer(options: ToServerOptions): ToServer {
  const { upstream, browser, auth, info, grant, limits, onProtocolError } = options;
  const stall = createStall(upstream, limits.stalledMs);
  const hold = createHold(browser);
  const budget = createFrameBudget(limits.framesPerSecond, limits.framesAtOnce);
  const refusals = createFrameBudget(limits.refusedPerSecond, limits.refusedPerSecond);
  const subscriptions = createSubscriptions({
    inboxPrefix: grant.inboxPrefix,
    claims: options.inboxes,
    inboxMs: limits.inboxMs,
    takesForeign: grant.anyConsumer,
  });
  const consumers = options.consumers.join();
  let parser: ClientParser | undefined;
  let seen: Buffer = Buffer.alloc(0);
  let isSlow = false;
  let isCutOff = false;
  let timer: NodeJS.Timeout | undefined;

  const write = (bytes: Buffer) => {
    if (upstream.writable && bytes.length > 0) upstream.write(bytes);
  };
  const onRefused = (refusal: Refusal) => {
    if (isCutOff) return;
    options.onRefused(refusal);
    isCutOff = refusals.take(1, Date.now()) > 0;
    if (isCutOff) options.onRefusedTooOften();
  };
  const parserFor = (connect: BrowserConnect) =>
    createClientParser({
      judge: createPolice({
        grant,
        ownSecrets: options.ownSecrets,
        subscriptions,
        consumers,
        maxSubscriptions: limits.subscriptions,
        maxLookedAtBytes: limits.lookedAtBytes,
        maxRemembered: limits.rememberedSubjects,
        onRefused,
      }),
      pass: write,
      maxLineBytes: limits.controlLineBytes,
      maxPayloadBytes: Math.min(info.max_payload, limits.payloadBytes),
      hasHeaders: connect.headers && info.headers,
    });
  const greet = (chunk: Buffer): string | undefined => {
    const hello = readHello(seen, chunk, limits.controlLineBytes);
    if (hello.state === "wrong") return hello.why;
    if (hello.state === "partial") {
      seen = hello.seen;
      return undefined;
    }
    seen = Buffer.alloc(0);
    write(formatConnect(hello.connect, auth, info, options.user));
    parser = parserFor(hello.connect);
    return parser.push(hello.rest);
  };
  /** Not read for a moment, a browser that sends too fast gets all of it through, and nobody else is held up. */
  const slowDown = (count: number) => {
    const waitMs = budget.take(count, Date.now());
    if (waitMs === 0) return;
    hold.begin("too many frames");
    clearTimeout(timer);
    timer = setTimeout(() => hold.end("too many frames"), waitMs);
  };
  const waitForServer = () => {
    if (isSlow || upstream.writableLength <= limits.pauseAboveBytes) return;
    if (!upstream.writableNeedDrain) return;
    isSlow = true;
    hold.begin("server is slow");
    stall.begin(Date.now());
    upstream.once("drain", () => {
      isSlow = false;
      stall.end();
      hold.end("server is slow");
    });
  };
  browser.on("message", (data, isBinary) => {
    // With the binary type it is created with, a message is always one Buffer.
    if (!isBinary || !Buffer.isBuffer(data)) return onProtocolError("a text frame");
    const before = parser?.frames() ?? 0;
    upstream.cork();
    const problem = parser ? parser.push(data) : greet(data);
    upstream.uncork();
    if (problem !== undefined) return onProtocolError(problem);
    slowDown((parser?.frames() ?? 0) - before);
    waitForServer();
  });

  return {
    isGreeted: () => parser !== undefined,
    isPaused: () => browser.isPaused,
    isStalled: stall.isOver,
    isCounting: subscriptions.isCounting,
    delivered(sid) {
      // The server may think otherwise, its own answers not being counted there: then this ends it.
      if (subscriptions.delivered(sid)) parser?.insert(formatLine("UNSUB", sid));
    },
    close(hasLeft) {
      clearTimeout(timer);
      subscriptions.close();
      for (const consumer of consumers.leave()) {
        if (!hasLeft) continue;
        const subject = `${grant.apiPrefix}.CONSUMER.DELETE.${consumer}`;
        parser?.insert(Buffer.from(`PUB ${subject} 0\r\n\r\n`));
        consumers.delete(consumer);
      }
    },
  };
}
