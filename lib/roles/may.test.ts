import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Access } from "@/lib/model/connection";
import { type RoleName, roleNames } from "@/lib/model/role";
import { grantOf } from "./grant";
import { mayPublish, maySubscribe, rolesThatMay } from "./may";
import { covers, inboxToken, overlaps } from "./subject";

const access: Access = {
  role: "reader",
  readOnly: false,
  apiPrefix: "$JS.API",
  inboxPrefix: "_INBOX",
  tailSubjects: ["orders.>"],
  publishSubjects: ["test.*"],
};
const grant = (role: RoleName, more: Partial<Access> = {}) => grantOf({ ...access, role, ...more });
const inbox = "_INBOX.hM0ka0t0EZTtwmJxVoO4ZE";

describe("a role on a connection", () => {
  it.each<[RoleName, string[], string[]]>([
    [
      "observer",
      ["$JS.API.STREAM.INFO.ORDERS", "$SRV.PING.cart.x"],
      ["$JS.API.DIRECT.GET.ORDERS", "$JS.API.STREAM.INFO.A.B", "orders.new", "$JS.API.>"],
    ],
    [
      "reader",
      [
        "$JS.API.DIRECT.GET.ORDERS.orders.new",
        "$JS.API.CONSUMER.CREATE.ORDERS.ui-hM0ka0t0EZTtwmJxVoO4ZE.orders.>",
      ],
      [
        "$JS.API.CONSUMER.CREATE.ORDERS.payments",
        "$JS.API.CONSUMER.CREATE.ORDERS",
        "$JS.API.CONSUMER.CREATE.ORDERS.ui-",
        // Somebody's own, by its name: with a right to delete it, looking would destroy.
        "$JS.API.CONSUMER.DELETE.ORDERS.ui-updates",
        "$JS.API.CONSUMER.MSG.NEXT.ORDERS.ui-notification-service-2",
        "$JS.API.CONSUMER.MSG.NEXT.ORDERS.payments",
        "$JS.ACK.ORDERS.c.1.2.3.4.5",
        "$JS.API.STREAM.MSG.DELETE.ORDERS",
      ],
    ],
    ["publisher", ["test.a"], ["test.a.b", "test", "test.", "$KV.b.k"]],
    ["operator", ["$KV.b.k", "$JS.API.STREAM.PURGE.ORDERS"], ["$JS.API.STREAM.CREATE.X", "a"]],
    ["admin", ["anything", "$JS.API.STREAM.DELETE.X"], []],
  ])("%s publishes where it may and nowhere else", (role, may, mayNot) => {
    expect(may.filter((subject) => !mayPublish(grant(role), subject))).toEqual([]);
    expect(mayNot.filter((subject) => mayPublish(grant(role), subject))).toEqual([]);
  });

  it("grows from one role to the next", () => {
    for (const [at, role] of roleNames.entries()) {
      const lower = roleNames[at - 1];
      if (!lower) continue;
      const { allow } = grant(lower).publish;
      const subjects = allow.map((line) =>
        line.replaceAll(/[*>]/g, "x").replace("{eph}", "ui-hM0ka0t0EZTtwmJxVoO4ZE"),
      );
      expect(subjects.filter((subject) => !mayPublish(grant(role), subject))).toEqual([]);
    }
  });

  it.each(["observer", "reader", "publisher", "operator"] as const)(
    "T31 %s subscribes to its own inbox, never to everybody's",
    (role) => {
      expect(maySubscribe(grant(role), `${inbox}.*`).ok).toBe(true);
      for (const subject of [">", "*.>", "_INBOX.>", "_INBOX.*", "*.*", "_INBOX.short", "$SYS.>"]) {
        expect(maySubscribe(grant(role), subject).ok).toBe(false);
      }
    },
  );

  it("names what is in the way of a tail that would take in inboxes", () => {
    const wide = grant("reader", { tailSubjects: ["*.>"] });
    expect(maySubscribe(wide, "*.>")).toEqual({ ok: false, overlap: "_INBOX.>" });
    expect(maySubscribe(wide, "*.a")).toEqual({ ok: false, overlap: "_INBOX.>" });
    expect(maySubscribe(wide, "orders.>")).toEqual({ ok: true });
  });

  it("lets an admin of a read-only connection look at everything and change nothing", () => {
    const readOnly = grant("admin", { readOnly: true });
    expect(maySubscribe(readOnly, ">").ok).toBe(true);
    expect(mayPublish(readOnly, "$JS.API.STREAM.INFO.ORDERS")).toBe(true);
    expect(mayPublish(readOnly, "$SYS.REQ.SERVER.PING.VARZ")).toBe(true);
    expect(mayPublish(readOnly, "orders.new")).toBe(false);
    expect(readOnly).toMatchObject({ anyReply: false, anyConsumer: false, queues: false });
  });

  it("follows the API and the inboxes to where a connection has them", () => {
    const elsewhere = grant("reader", { apiPrefix: "$JS.hub.API", inboxPrefix: "_INBOX_me" });
    expect(mayPublish(elsewhere, "$JS.hub.API.DIRECT.GET.ORDERS")).toBe(true);
    expect(mayPublish(elsewhere, "$JS.API.DIRECT.GET.ORDERS")).toBe(false);
    expect(maySubscribe(elsewhere, "_INBOX_me.hM0ka0t0EZTtwmJxVoO4ZE.*").ok).toBe(true);
    expect(maySubscribe(elsewhere, `${inbox}.*`).ok).toBe(false);
  });

  it("knows which roles would be allowed to", () => {
    expect(rolesThatMay(grant("observer"), "publish", "$JS.API.DIRECT.GET.X")).toEqual([
      "reader",
      "publisher",
      "operator",
      "admin",
    ]);
    expect(rolesThatMay(grant("observer"), "subscription", ">")).toEqual(["admin"]);
  });
});

describe("subjects", () => {
  const token = fc.constantFrom("a", "b", "ui-x", "*");
  const pattern = fc
    .tuple(fc.array(token, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([tokens, open]) => [...tokens, ...(open ? [">"] : [])].join("."));
  const literal = fc
    .array(fc.constantFrom("a", "b", "ui-x"), { minLength: 1, maxLength: 4 })
    .map((tokens) => tokens.join("."));

  it("what covers a pattern matches all that the pattern matches", () => {
    fc.assert(
      fc.property(pattern, pattern, literal, (wide, narrow, subject) => {
        const inBoth = covers(wide, subject) && covers(narrow, subject);
        const isTransitive =
          !(covers(wide, narrow) && covers(narrow, subject)) || covers(wide, subject);
        expect({ isTransitive, meets: !inBoth || overlaps(wide, narrow) }).toEqual({
          isTransitive: true,
          meets: true,
        });
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    [inbox, "hM0ka0t0EZTtwmJxVoO4ZE"],
    [`${inbox}.*`, "hM0ka0t0EZTtwmJxVoO4ZE"],
    ["_INBOX.123456789012345", undefined],
    ["_INBOX.>", undefined],
    ["_INBOX", undefined],
    ["_INBOXES.hM0ka0t0EZTtwmJxVoO4ZE", undefined],
    [`${inbox}.>.x`, undefined],
  ])("the inbox in %s is %s", (subject, expected) => {
    expect(inboxToken(subject, "_INBOX")).toBe(expected);
  });
});
