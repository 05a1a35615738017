import { describe, expect, it } from "vitest";
import type { ConnectionStatus } from "@/lib/model/connection";
import { type ConnectionEvent, nextStatus } from "./status";

const server = { id: "N", name: "n", version: "2.15.1", jetstream: true };
const up: ConnectionEvent = { type: "up", address: "nats://127.0.0.1:4222", server };
const down: ConnectionEvent = { type: "down", why: "the server closed the connection" };
const nothingThere: ConnectionEvent = {
  type: "dial-failed",
  error: { kind: "refused", detail: "x" },
};
const denied: ConnectionEvent = { type: "server-error", words: "Authorization Violation" };

function statusAfter(...events: ConnectionEvent[]): ConnectionStatus {
  return events.reduce<ConnectionStatus>(
    (status, event, index) => nextStatus(status, event, index),
    { state: "connecting" },
  );
}

describe("the status of a connection", () => {
  it("is refused when the credentials are, also after the socket closed", () => {
    expect(statusAfter(denied, down)).toEqual({
      state: "refused",
      sinceMs: 0,
      why: "Authorization Violation",
    });
  });

  it("is refused when a session's credentials expire", () => {
    const expired: ConnectionEvent = { type: "server-error", words: "User Authentication Expired" };
    expect(statusAfter(up, expired, down)).toMatchObject({ state: "refused", sinceMs: 1 });
  });

  it("is only lost when the server was too slow to look at the credentials", () => {
    const late: ConnectionEvent = { type: "server-error", words: "Authentication Timeout" };
    expect(statusAfter(late, down)).toMatchObject({ state: "lost", why: "Authentication Timeout" });
  });

  it("is lost when nothing listens, and since when it was lost", () => {
    expect(statusAfter(up, down, nothingThere, nothingThere)).toEqual({
      state: "lost",
      sinceMs: 1,
      why: "connection refused: nothing listens there",
    });
  });

  it("is refused when TLS says no", () => {
    const error = { kind: "tls", code: "CERT_HAS_EXPIRED", detail: "x" } as const;
    expect(statusAfter({ type: "dial-failed", error })).toMatchObject({ state: "refused" });
  });

  it("stays connected after a violation of one subject's permission", () => {
    const words = 'Permissions Violation for Publish to "a"';
    expect(statusAfter(up, { type: "server-error", words })).toMatchObject({ state: "connected" });
  });

  it("is connected again after either", () => {
    expect(statusAfter(denied, nothingThere, up)).toEqual({
      state: "connected",
      sinceMs: 2,
      server,
      address: "nats://127.0.0.1:4222",
      rttMs: undefined,
    });
  });

  it("is the same object when an event says nothing new", () => {
    const lost = statusAfter(up, nothingThere);
    expect(nextStatus(lost, nothingThere, 99)).toBe(lost);
  });
});
