import { describe, expect, it } from "vitest";
import type { AppError } from "./app-error";
import { describeError } from "./describe-error";

const what = "The list of streams";
const every: AppError[] = [
  { kind: "disconnected", what, why: "nothing listens there", willRetry: true },
  { kind: "disconnected", what, why: "the password was refused", willRetry: false },
  { kind: "console-away", what },
  { kind: "electing", what },
  { kind: "timeout", what, subject: "$JS.API.INFO" },
  { kind: "permission", what, operation: "publish", subject: "a.b", by: { who: "server" } },
  { kind: "no-api", what, apiPrefix: "$JS.hub.API", serverDomain: "leaf" },
  { kind: "not-found", what: "Object a.png", where: "Object store PICTURES" },
  { kind: "exists", what: "Stream JOBS" },
  { kind: "not-done", title: "Stream JOBS was not deleted", cause: { kind: "timeout", what } },
  { kind: "would-consume", what, stream: "JOBS", retention: "workqueue" },
  { kind: "damaged", what, detail: "Its SHA-256 is another." },
  { kind: "cancelled", what },
  { kind: "bad-name", what, detail: '"a b" is no subject.' },
  { kind: "no-responders", what, subject: "$SYS.REQ.SERVER.PING.VARZ" },
  { kind: "no-jetstream", what },
  { kind: "jetstream", what, code: 10047, description: "insufficient storage resources available" },
  { kind: "unknown-connection", id: "nowhere" },
  { kind: "changed-elsewhere", what, toGoOn: "Save again to put yours over it." },
  { kind: "console", title: "The connection was not saved", detail: "Its name is taken." },
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

  const refusal = { kind: "permission", what, operation: "publish", subject: "a.b" } as const;

  it("says of what was to be done that it was not, and why; without an answer, that nobody knows", () => {
    const title = "Stream JOBS was not created";
    const cause: AppError = {
      kind: "jetstream",
      what,
      code: 10065,
      description: "subjects overlap",
    };
    expect(describeError({ kind: "not-done", title, cause })).toMatchObject({
      title,
      detail: "subjects overlap (10065)",
    });
    const unanswered = describeError({ kind: "not-done", title, cause: { kind: "timeout", what } });
    expect(unanswered.hint).toContain("may have been done all the same");
  });

  it("names the exact line that grants what the server refused", () => {
    const { detail, hint } = describeError({ ...refusal, by: { who: "server" } });
    expect(detail).toContain("The NATS server does not let this connection's user publish to a.b");
    expect(hint).toBe('publish: { allow: ["a.b"] }');
  });

  it("gives the gateway's reason where more than the subject was in the way", () => {
    const by = {
      who: "gateway",
      why: "body: max_waiting Too big: expected number to be <=8",
    } as const;
    expect(describeError({ ...refusal, by }).detail).toContain("max_waiting");
  });

  it("says which roles may what this one may not, and what decides the role", () => {
    const by = {
      who: "role",
      role: "observer",
      readOnly: false,
      rolesThatMay: ["operator", "admin"],
    } as const;
    const { detail, hint } = describeError({
      ...refusal,
      by: { ...by, rolesThatMay: [...by.rolesThatMay] },
    });
    expect(detail).toContain("The role here, observer, may not publish to a.b");
    expect(hint).toBe(
      'It takes the role operator or admin, which has publish: { allow: ["a.b"] }. The console takes roles from NATSIGHT_ROLE.',
    );
  });

  it("says that it is the connection which is read-only, where no role would help", () => {
    const by = { who: "role", role: "admin", readOnly: true, rolesThatMay: [] } as const;
    expect(describeError({ ...refusal, by: { ...by, rolesThatMay: [] } }).hint).toContain(
      "read-only",
    );
  });

  it.each(["_INBOX", "_INBOX_me", "team.in"])(
    "names all inboxes of %s where one was refused, since the next one has another name",
    (prefix) => {
      const subject = `${prefix}.hM0ka0t0EZTtwmJxVoO4ZE.*`;
      const error: AppError = {
        ...refusal,
        operation: "subscription",
        subject,
        by: { who: "server" },
      };
      expect(describeError(error).hint).toBe(`subscribe: { allow: ["${prefix}.>"] }`);
    },
  );

  it("[R03] says of a leader that is being elected how long it takes, never that something is off or not there", () => {
    const { title, detail, hint } = describeError({ kind: "electing", what: "Stream ORDERS" });
    expect(title).toBe("JetStream is electing a leader");
    expect(detail).toContain("4 to 9 seconds");
    expect(hint).toContain("goes on by itself");
    expect(`${title} ${detail} ${hint}`).not.toMatch(/enable|not found|not there|\boff\b/i);
  });

  it("tells a console that is away from a NATS that is", () => {
    const { title, detail, hint } = describeError({ kind: "console-away", what: "The overview" });
    expect(title).toBe("The console does not answer");
    expect(`${detail} ${hint}`).not.toMatch(/NATS|test/i);
    expect(hint).toContain("goes on by itself");
  });

  it("does not promise to try again soon what was refused", () => {
    const hints = every.slice(0, 2).map((error) => describeError(error).hint);
    expect(hints[0]).toContain("keeps trying");
    expect(hints[1]).toContain("15 seconds");
  });
});
