import { AuthorizationError, UserAuthenticationExpiredError } from "@nats-io/nats-core";
import type { ConnectionStatus, ServerIdentity } from "@/lib/model/connection";
import { type DialError, describeDialError, isTlsRefusal } from "@/lib/server/dial/dial-error";

/** What has just happened to a connection. */
export type ConnectionEvent =
  | { type: "up"; server: ServerIdentity; address: string }
  | { type: "rtt"; rttMs: number }
  | { type: "down"; why: string }
  | { type: "dial-failed"; error: DialError }
  | { type: "server-error"; words: string };

/** The status after an event; the same object when it says nothing new. */
export function nextStatus(
  status: ConnectionStatus,
  event: ConnectionEvent,
  nowMs: number,
): ConnectionStatus {
  switch (event.type) {
    case "up":
      return {
        state: "connected",
        sinceMs: nowMs,
        server: event.server,
        address: event.address,
        rttMs: undefined,
      };
    case "rtt":
      return status.state === "connected" ? { ...status, rttMs: event.rttMs } : status;
    case "down":
      // What was said before the connection went is the better reason.
      return status.state === "connected" || status.state === "connecting"
        ? { state: "lost", sinceMs: nowMs, why: event.why }
        : status;
    case "dial-failed":
      return without(status, stateOf(event.error), describeDialError(event.error), nowMs);
    case "server-error":
      return afterServerError(status, event.words, nowMs);
  }
}

/** True for the `-ERR` words that say who we are is not good enough. */
function isAuthWords(words: string): boolean {
  // nats.js counts it among them, but that server is only slow.
  if (/authentication timeout/i.test(words)) return false;
  return (
    AuthorizationError.parse(words) !== null ||
    UserAuthenticationExpiredError.parse(words) !== null ||
    /authentication revoked|credentials revoked/i.test(words)
  );
}

function afterServerError(status: ConnectionStatus, words: string, nowMs: number) {
  if (isAuthWords(words)) return without(status, "refused", words, nowMs);
  // A permission violation of one subject leaves the connection as it is.
  return status.state === "connected" ? status : without(status, "lost", words, nowMs);
}

function stateOf(error: DialError): "lost" | "refused" {
  return isTlsRefusal(error) ? "refused" : "lost";
}

function without(
  status: ConnectionStatus,
  state: "lost" | "refused",
  why: string,
  nowMs: number,
): ConnectionStatus {
  if (status.state !== state || !("why" in status)) return { state, sinceMs: nowMs, why };
  return status.why === why ? status : { state, sinceMs: status.sinceMs, why };
}
