import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { closeCodes } from "@/lib/model/close-codes";
import type { Grant } from "@/lib/roles/grant";
import type { Auth } from "@/lib/server/connections/target";
import type { Dialled } from "@/lib/server/dial/dial";
import { isCertificateRefusal } from "@/lib/server/dial/dial-error";
import { formatBrowserInfo } from "./browser-info";
import { type CloseCause, closeReason } from "./close-codes";
import { endUpstream } from "./end-upstream";
import type { HalfReceived } from "./half-received";
import type { InboxClaims } from "./inboxes";
import type { GatewayLimits } from "./limits";
import type { LookingConsumers } from "./looking-consumers";
import { ownSecretsOf } from "./own-secrets";
import { formatRefusal, type Refusal } from "./refusal";
import { relayToBrowser } from "./to-browser";
import { relayToServer } from "./to-server";
import { createToldInboxes } from "./told-inboxes";

const minus = 0x2d;
/** What stands before the data of a control frame that a browser sends. */
const maskedFrameBytes = 6;

/** One browser's socket with one NATS connection behind it. */
export type Relay = {
  /** Looks after stalls and dead peers; called every `checkMs`. */
  check(nowMs: number): void;
  end(code: number, reason: string): void;
};

/** The two ends of a relay, the browser's just opened, the server's right behind its INFO. */
export type RelayOptions = {
  browser: WebSocket;
  /** What the WebSocket writes to. */
  socket: Duplex;
  dialled: Dialled;
  auth: Auth;
  /** Who it is and what that person may do. */
  user: string;
  grant: Grant;
  /** Of all sockets of the same connection. */
  inboxes: InboxClaims;
  consumers: LookingConsumers;
  /** Of all sockets. */
  halfReceived: HalfReceived;
  limits: GatewayLimits;
  log: (words: string) => void;
  /** A frame was not let through. */
  onRefusal: (refusal: Refusal) => void;
  /** The server has taken the credentials. */
  onAccepted: () => void;
  /** The server let go; says when the browser is to come back where there is another one. */
  onLost: () => number | undefined;
  /** The server refused the credentials; true when there is no other one to ask. */
  onRefused: () => boolean;
  onEnd: () => void;
};

/** Greets the browser in the server's place, then carries bytes both ways until one side ends. */
export function startRelay(options: RelayOptions): Relay {
  const { browser, socket, dialled, auth, limits, log, onEnd } = options;
  const { stream: upstream, info } = dialled;
  const ownSecrets = ownSecretsOf(auth, info.version);
  const startedMs = Date.now();
  let pingedMs = startedMs;
  let heard = true;
  let ended = false;

  const end = (code: number, reason: string, hasLeft = false) => {
    if (ended) return;
    ended = true;
    toBrowser.stop();
    toServer.close(hasLeft);
    received.leave();
    if (reason !== "") log(`closed with ${code}: ${reason}`);
    browser.resume();
    browser.close(code, reason);
    endUpstream(upstream, limits.flushMs);
  };
  const close = (cause: CloseCause, detail = "", comeBackMs?: number) =>
    end(closeCodes[cause], closeReason(cause, detail, comeBackMs));
  /** The server's doing: with several addresses it may be another one's turn. */
  const leave = (cause: CloseCause, detail: string) => {
    if (ended) return;
    if (cause === "unreachable") close(cause, detail, options.onLost());
    else if (cause !== "authRefused" || options.onRefused()) close(cause, detail);
    else close("nextAddress", "", 0);
  };

  const toBrowser = relayToBrowser({
    upstream,
    browser,
    socket,
    limits,
    onBadServer: (why) => close("badServer", why),
    hidden: ownSecrets.hidden,
    readAlong: options.grant.anyConsumer
      ? undefined
      : createToldInboxes(options.grant.inboxPrefix, options.inboxes.tell),
    isCounting: () => toServer.isCounting(),
    onDelivered: (sid) => toServer.delivered(sid),
  });
  const toServer = relayToServer({
    upstream,
    browser,
    auth,
    info,
    user: options.user,
    grant: options.grant,
    ownSecrets,
    inboxes: options.inboxes,
    consumers: options.consumers,
    limits,
    onProtocolError: (why) => close("protocol", why),
    onRefused(refusal) {
      toBrowser.inject(formatRefusal(refusal));
      options.onRefusal(refusal);
    },
    onRefusedTooOften: () => close("refusedTooOften"),
  });
  const received = options.halfReceived.join(() => {
    end(1009, "Too much of messages that are not whole.");
    // What it sent so far is held until it is gone.
    browser.terminate();
  });
  // Before ws sees them: what completes a message counts as received before the message is whole.
  socket.prependListener("data", (chunk: Buffer) => received.received(chunk.length));

  upstream.on("error", (error) => {
    if (isCertificateRefusal(error)) leave("authRefused", "it asks for another client certificate");
  });
  upstream.on("close", () => {
    const { cause, detail } = toBrowser.stop();
    leave(cause, detail);
  });
  // A refusal is the first and last that a server says; what else comes says that we are in.
  upstream.once("data", (chunk: Buffer) => {
    if (chunk[0] !== minus) options.onAccepted();
  });
  browser.on("pong", (data) => {
    heard = true;
    received.control(data.length + maskedFrameBytes);
  });
  browser.on("ping", (data) => received.control(data.length + maskedFrameBytes));
  browser.on("message", () => {
    heard = true;
    received.whole();
  });
  // ws closes by itself after a faulty frame, with the code that says so.
  browser.on("error", (error) => log(`a faulty frame: ${error.message}`));
  browser.on("close", (code) => {
    // Whoever only lost the way comes back, and pulls on.
    end(1000, "", code !== 1006);
    onEnd();
  });
  browser.send(formatBrowserInfo(info));

  const checkAlive = (nowMs: number) => {
    // A browser that is not read has no way to answer.
    if (toServer.isPaused() || nowMs - pingedMs < limits.pingMs) return;
    if (!heard) {
      browser.terminate();
      return;
    }
    heard = false;
    pingedMs = nowMs;
    browser.ping();
  };
  return {
    end,
    check(nowMs) {
      if (ended) return;
      if (toBrowser.isStalled(nowMs)) close("tooSlow");
      else if (toServer.isStalled(nowMs)) leave("unreachable", "it takes no more data");
      else if (!toServer.isGreeted() && nowMs - startedMs > limits.helloMs) {
        close("protocol", "no CONNECT came");
      } else checkAlive(nowMs);
    },
  };
}
