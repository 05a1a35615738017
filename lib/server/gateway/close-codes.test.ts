import { describe, expect, it } from "vitest";
import { closeCodes, parseComeBackMs } from "@/lib/model/close-codes";
import { causeOfServerError, closeReason } from "./close-codes";

describe("a close reason", () => {
  it("says what and why", () => {
    expect(closeReason("unreachable", "connection refused")).toBe(
      "The NATS server can't be reached: connection refused",
    );
  });

  it("fits into a close frame, whatever the server said", () => {
    for (const cause of Object.keys(closeCodes) as (keyof typeof closeCodes)[]) {
      for (const detail of ["", "ä".repeat(500), "靴".repeat(500), "😀".repeat(500)]) {
        const reason = closeReason(cause, detail);
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
        expect(reason).not.toContain("\uFFFD");
      }
    }
  });

  it("keeps its moment to come back, however long the rest is", () => {
    for (const detail of ["", "it closed the connection", "😀".repeat(500)]) {
      const reason = closeReason("unreachable", detail, 1340);
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
      expect(parseComeBackMs(reason)).toBe(1300);
    }
    expect(closeReason("restarting", "", 0)).toBe("The console restarts; come back in 0.0 s.");
    expect(parseComeBackMs("said: come back in 3 s")).toBeUndefined();
  });

  it.each([
    ["Authorization Violation", "authRefused"],
    ["Authentication Timeout", "unreachable"],
    ["User Authentication Timeout", "unreachable"],
    ["User Authentication Expired", "authRefused"],
    ["User Authentication Revoked", "authRefused"],
    ["Account Authentication Expired", "authRefused"],
    ["Slow Consumer", "tooSlow"],
    ["Unknown Protocol Operation", "protocol"],
    ["Maximum Control Line Exceeded", "protocol"],
    ["Maximum Payload Violation", "protocol"],
    ["maximum connections exceeded", "unreachable"],
    ["Stale Connection", "unreachable"],
  ])("after %s is %s", (words, cause) => {
    expect(causeOfServerError(words)).toBe(cause);
  });
});
