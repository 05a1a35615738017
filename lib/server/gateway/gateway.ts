import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { closeCodes } from "@/lib/model/close-codes";
import type { RoleName } from "@/lib/model/role";
import { grantOf } from "@/lib/roles/grant";
import type { Registry } from "@/lib/server/connections/registry";
import { accessOf } from "@/lib/server/connections/summary";
import type { Target } from "@/lib/server/connections/target";
import type { Dialled } from "@/lib/server/dial/dial";
import type { Log } from "@/lib/server/http/log";
import { accept, turnAway, type Upgrade } from "./accept";
import { type CloseCause, closeReason } from "./close-codes";
import { createCounter } from "./counter";
import { createHalfReceived } from "./half-received";
import { createInboxClaims, type InboxClaims } from "./inboxes";
import { type GatewayLimits, gatewayLimits } from "./limits";
import { createLookingConsumers, type LookingConsumers } from "./looking-consumers";
import { createReach, type Reach } from "./reach";
import { createRefusalLog, type RefusalLog } from "./refusal-log";
import { type Relay, startRelay } from "./relay";
import { watchWaiting } from "./waiting";

/** The way of the browsers to NATS. */
export type Gateway = {
  has(id: string): boolean;
  /** Takes a socket whose Host and Origin were checked. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, id: string): void;
  connectionCount(): number;
  /** Tells each browser when to come back to the next console, and takes no more. */
  close(): Promise<void>;
};

/** Where the targets come from, and what may be opened. */
export type GatewayOptions = {
  registry: Pick<Registry, "target" | "onChanged">;
  /** What everybody may do who comes in, until there is a login. */
  role: RoleName;
  limits?: Partial<GatewayLimits>;
  log: Log;
};

/** Relays each browser's socket to a NATS connection of its own. */
export function createGateway({ registry, role, limits: given, log }: GatewayOptions): Gateway {
  const limits: GatewayLimits = { ...gatewayLimits, ...given };
  const counter = createCounter(limits);
  const relays = new Map<Relay, string>();
  const reaches = new Map<string, { target: Target; reach: Reach }>();
  const inboxes = new Map<string, InboxClaims>();
  const lookingConsumers = new Map<string, LookingConsumers>();
  const refusalLogs = new Map<string, RefusalLog>();
  const halfReceived = createHalfReceived(limits.halfReceivedBytes);
  const closing = new AbortController();
  const timer = setInterval(() => {
    const nowMs = Date.now();
    for (const relay of relays.keys()) relay.check(nowMs);
    for (const refusals of refusalLogs.values()) refusals.check(nowMs);
  }, limits.checkMs);
  timer.unref();

  const refuse = (request: Upgrade, cause: CloseCause, detail = "", comeBackMs?: number) =>
    turnAway(request, closeCodes[cause], closeReason(cause, detail, comeBackMs), limits);
  const restartMs = () => Math.random() * limits.restartSpreadMs;

  const reachOf = (id: string, target: Target): Reach => {
    const known = reaches.get(id);
    if (known?.target === target) return known.reach;
    const reach = createReach(target, { limits, log: (words) => log("warn", `${id}: ${words}`) });
    reaches.set(id, { target, reach });
    return reach;
  };
  const inboxesOf = (id: string): InboxClaims => {
    const claims = inboxes.get(id) ?? createInboxClaims();
    inboxes.set(id, claims);
    return claims;
  };
  const consumersOf = (id: string): LookingConsumers => {
    const consumers = lookingConsumers.get(id) ?? createLookingConsumers(limits);
    lookingConsumers.set(id, consumers);
    return consumers;
  };
  const refusalLogOf = (id: string): RefusalLog => {
    const known = refusalLogs.get(id);
    if (known) return known;
    const say = (words: string) => log("warn", `gateway ${id}: ${words}`);
    const refusals = createRefusalLog(say, limits.refusalLogMs);
    refusalLogs.set(id, refusals);
    return refusals;
  };
  const letIn = async (request: Upgrade, id: string, target: Target) => {
    const reach = reachOf(id, target);
    const waiting = watchWaiting(request.socket);
    const dialled = await reach.open(AbortSignal.any([closing.signal, waiting.gone]));
    waiting.release();
    const stale = closing.signal.aborted ? "restarting" : changeOf(id, target);
    if (stale) {
      if (dialled.ok) dialled.stream.destroy();
      refuse(request, stale, "", stale === "restarting" ? restartMs() : undefined);
    } else if (dialled.ok) relay(request, id, { target, reach, dialled });
    else if (dialled.cause) refuse(request, dialled.cause, dialled.detail);
  };
  /** Why a connection that was asked for is not the one that is there now. */
  const changeOf = (id: string, target: Target): CloseCause | undefined => {
    const now = registry.target(id);
    if (now === target) return undefined;
    return now ? "changed" : "unknown";
  };
  const relay = (request: Upgrade, id: string, { target, reach, dialled }: Way) => {
    const browser = accept(request, dialled.info.max_payload, limits);
    if (!browser) {
      dialled.stream.destroy();
      return;
    }
    const started = startRelay({
      browser,
      socket: request.socket,
      dialled,
      auth: target.auth,
      user: "local",
      grant: grantOf(accessOf(target, role)),
      inboxes: inboxesOf(id),
      consumers: consumersOf(id),
      halfReceived,
      limits,
      log: (words) => log("info", `gateway ${id}: ${words}`),
      onRefusal: (refusal) => refusalLogOf(id).refused(role, refusal),
      onAccepted: reach.accepted,
      onLost: () => {
        reach.lost(dialled.url);
        return target.urls.length > 1 ? Math.random() * limits.moveSpreadMs : undefined;
      },
      onRefused: () => reach.refused(dialled.url),
      onEnd: () => relays.delete(started),
    });
    relays.set(started, id);
  };
  registry.onChanged((id) => {
    reaches.get(id)?.reach.end();
    reaches.delete(id);
    const cause = registry.target(id) ? "changed" : "unknown";
    for (const [open, of] of relays) if (of === id) open.end(closeCodes[cause], closeReason(cause));
  });

  return {
    has: (id) => registry.target(id) !== undefined,
    connectionCount: () => counter.count(),
    upgrade(req, socket, head, id) {
      // Until it becomes a WebSocket nobody else listens.
      socket.on("error", () => {});
      const request = { req, socket, head };
      const target = registry.target(id);
      if (!target) return refuse(request, "unknown");
      // Whoever thinks otherwise has read the list before it was changed.
      if (target.transport === "direct")
        return refuse(request, "changed", "it is dialled directly");
      const release = counter.take(req.socket.remoteAddress ?? "");
      if (!release) return refuse(request, "tooMany");
      socket.once("close", release);
      letIn(request, id, target).catch((error: unknown) => {
        log("error", `gateway ${id}: ${error instanceof Error ? error.message : "failed"}`);
        socket.destroy();
      });
    },
    async close() {
      closing.abort();
      for (const { reach } of reaches.values()) reach.end();
      for (const open of relays.keys()) {
        open.end(closeCodes.restarting, closeReason("restarting", "", restartMs()));
      }
      await counter.empty();
      for (const refusals of refusalLogs.values()) refusals.check(Number.POSITIVE_INFINITY);
      clearInterval(timer);
    },
  };
}

type Way = { target: Target; reach: Reach; dialled: Dialled };
