import { describe, expect, it } from "vitest";
import type { AppError } from "./app-error";
import { describeError } from "./describe-error";

const what = "The list of streams";
const every: AppError[] = [
  { kind: "disconnected", what, why: "nothing listens there", willRetry: true },
  { kind: "disconnected", what, why: "the password was refused", willRetry: false },
  { kind: "timeout", what, subject: "$JS.API.INFO" },
  { kind: "permission", what, operation: "publish", subject: "$JS.API.STREAM.LIST" },
  { kind: "no-responders", what, subject: "$SYS.REQ.SERVER.PING.VARZ" },
  { kind: "no-jetstream", what },
  { kind: "jetstream", what, code: 10047, description: "insufficient storage resources available" },
  { kind: "unknown-connection", id: "nowhere" },
  { kind: "malformed", what, detail: "streams: expected array" },
  { kind: "unexpected", what, detail: "boom" },
];

describe("an error in words", () => {
  it.each(every)("says of $kind what did not happen and why", (error) => {
    const { title, detail } = describeError(error);
    expect(title.length).toBeGreaterThan(10);
    expect(detail).toMatch(/\w/);
    expect(`${title} ${detail}`).not.toMatch(/undefined|\[object|!/);
  });

  it("names the exact line that grants what was refused", () => {
    const error: AppError = { kind: "permission", what, operation: "publish", subject: "a.b" };
    expect(describeError(error).hint).toBe('publish: { allow: ["a.b"] }');
  });

  it("names all inboxes where one was refused, since the next one has another name", () => {
    const subject = "_INBOX.hM0ka0t0EZTtwmJxVoO4ZE.*";
    const error: AppError = { kind: "permission", what, operation: "subscription", subject };
    expect(describeError(error).hint).toBe('subscribe: { allow: ["_INBOX.>"] }');
  });

  it("does not promise to try again soon what was refused", () => {
    const hints = every.slice(0, 2).map((error) => describeError(error).hint);
    expect(hints[0]).toContain("keeps trying");
    expect(hints[1]).toContain("15 seconds");
  });
});
