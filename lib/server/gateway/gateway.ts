import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCodes } from "@/lib/model/close-codes";
import type { RoleName } from "@/lib/model/role";
import type { Registry } from "@/lib/server/connections/registry";
import type { Target } from "@/lib/server/connections/target";
import { type Dialled, dial } from "@/lib/server/dial/dial";
import { type DialError, describeDialError, isTlsRefusal } from "@/lib/server/dial/dial-error";
import type { Log } from "@/lib/server/http/log";
import { type CloseCause, closeReason } from "./close-codes";
import { createCounter } from "./counter";
import { type GatewayLimits, gatewayLimits } from "./limits";
import { type Relay, startRelay } from "./relay";
import { watchWaiting } from "./waiting";

/** The way of the browsers to NATS. */
export type Gateway = {
  has(id: string): boolean;
  /** Takes a socket whose Host and Origin were checked. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, id: string): void;
  connectionCount(): number;
  /** Closes every socket and takes no more. */
  close(code: number, reason: string): Promise<void>;
};

/** Where the targets come from, and what may be opened. */
export type GatewayOptions = {
  registry: Pick<Registry, "target">;
  /** What everybody may do who comes in, until there is a login. */
  role: RoleName;
  limits?: Partial<GatewayLimits>;
  log: Log;
};

/** Relays each browser's socket to a NATS connection of its own. */
export function createGateway({ registry, limits: given, log }: GatewayOptions): Gateway {
  const limits: GatewayLimits = { ...gatewayLimits, ...given };
  const counter = createCounter(limits);
  const relays = new Set<Relay>();
  const unreached = new Map<string, string>();
  const closing = new AbortController();
  let closedWith: { code: number; reason: string } = { code: 1012, reason: "" };
  const timer = setInterval(() => {
    const nowMs = Date.now();
    for (const relay of relays) relay.check(nowMs);
  }, limits.checkMs);
  timer.unref();

  const refuse = (request: Upgrade, cause: CloseCause, detail = "") =>
    turnAway(request, closeCodes[cause], closeReason(cause, detail), limits);
  // Browsers ask on and on while a server is down: what was said already is not said again.
  const sayUnreached = (id: string, lines: string[]) => {
    if (lines.join() === unreached.get(id)) return;
    unreached.set(id, lines.join());
    for (const line of lines) log("warn", line);
  };
  const reach = async (request: Upgrade, id: string, target: Target) => {
    const waiting = watchWaiting(request.socket);
    const signal = AbortSignal.any([closing.signal, waiting.gone]);
    const dialled = await dial(target, { timeoutMs: limits.dialMs, signal });
    waiting.release();
    if (closing.signal.aborted) {
      if (dialled.ok) dialled.stream.destroy();
      turnAway(request, closedWith.code, closedWith.reason, limits);
    } else if (dialled.ok) {
      unreached.delete(id);
      open(request, id, target, dialled);
    } else if (!waiting.gone.aborted) {
      sayUnreached(
        id,
        dialled.tried.map(({ url, error }) => `${id}: ${url}: ${error.detail}`),
      );
      refuse(request, causeOf(dialled.error), describeDialError(dialled.error));
    }
  };
  const open = (request: Upgrade, id: string, target: Target, dialled: Dialled) => {
    const browser = accept(request, dialled.info.max_payload, limits);
    if (!browser) {
      dialled.stream.destroy();
      return;
    }
    const relay = startRelay({
      browser,
      socket: request.socket,
      dialled,
      auth: target.auth,
      limits,
      log: (words) => log("info", `gateway ${id}: ${words}`),
      onEnd: () => relays.delete(relay),
    });
    relays.add(relay);
  };

  return {
    has: (id) => registry.target(id) !== undefined,
    connectionCount: () => counter.count(),
    upgrade(req, socket, head, id) {
      // Until it becomes a WebSocket nobody else listens.
      socket.on("error", () => {});
      const request = { req, socket, head };
      const target = registry.target(id);
      if (!target) return refuse(request, "unknown");
      const release = counter.take(req.socket.remoteAddress ?? "");
      if (!release) return refuse(request, "tooMany");
      socket.once("close", release);
      reach(request, id, target).catch((error: unknown) => {
        log("error", `gateway ${id}: ${error instanceof Error ? error.message : "failed"}`);
        socket.destroy();
      });
    },
    async close(code, reason) {
      closedWith = { code, reason };
      closing.abort();
      for (const relay of relays) relay.end(code, reason);
      await counter.empty();
      clearInterval(timer);
    },
  };
}

type Upgrade = { req: IncomingMessage; socket: Duplex; head: Buffer };

/** Answers the handshake. A message of the server's max_payload fits into a frame, not much more. */
function accept(
  { req, socket, head }: Upgrade,
  maxPayload: number,
  limits: GatewayLimits,
): WebSocket | undefined {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: Math.min(maxPayload, limits.payloadBytes) + limits.frameOverheadBytes,
    closeTimeout: limits.closeMs,
  };
  let browser: WebSocket | undefined;
  if (socket.destroyed) return undefined;
  // Calls back before it returns; a faulty handshake it answers itself.
  new WebSocketServer(options).handleUpgrade(req, socket, head, (accepted) => {
    browser = accepted;
  });
  return browser;
}

/** A browser can't read the status of a failed upgrade: it is let in and told by the close. */
function turnAway(request: Upgrade, code: number, reason: string, limits: GatewayLimits): void {
  const browser = accept(request, 0, limits);
  browser?.on("error", () => {}).close(code, reason);
}

function causeOf(error: DialError): CloseCause {
  if (error.kind === "not-nats") return "badServer";
  return isTlsRefusal(error) ? "tlsRefused" : "unreachable";
}
