import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RoleName, roleNames } from "@/lib/model/role";
import { hpub, inbox, openSocket, others, pub } from "@/lib/testing/policed-socket";
import { createInboxClaims } from "./inboxes";
import { formatRefusal } from "./refusal";

describe("a frame that is refused", () => {
  it("is answered in nats-server's words, with what is in the way", () => {
    const socket = openSocket("reader", { tailSubjects: ["*.>"] });
    socket.send(pub("orders.new"));
    socket.send(pub("$JS.API.STREAM.NAMES", "", "witness"));
    socket.send("SUB a 1\r\nSUB *.> 2\r\nSUB orders.a workers 3\r\n");
    socket.send(`SUB ${inbox}.* workers 4\r\n`);
    expect(socket.answers()).toEqual([
      `-ERR 'Permissions Violation for Publish to "orders.new"'\r\n`,
      `-ERR 'Permissions Violation for Publish with Reply of "witness": not an inbox that this connection listens to'\r\n`,
      `-ERR 'Permissions Violation for Subscription to "a"'\r\n`,
      `-ERR 'Permissions Violation for Subscription to "*.>": it overlaps _INBOX.>'\r\n`,
      `-ERR 'Permissions Violation for Subscription to "orders.a" using queue "workers": queue groups take messages away'\r\n`,
      `-ERR 'Permissions Violation for Subscription to "${inbox}.*" using queue "workers": queue groups take messages away'\r\n`,
    ]);
    expect(socket.sent()).toEqual([]);
  });

  it("can't break out of its answer, whatever its subject is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (subject) => {
        const line = formatRefusal({ operation: "publish", subject, why: subject }).toString();
        expect(line).toMatch(/^-ERR '[^'\r\n\0]*'\r\n$/);
        expect(line.length).toBeLessThan(1200);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a reply", () => {
  it.each(["observer", "reader", "publisher", "operator"] as const)(
    "T28 goes to an inbox that %s's own socket listens to, or nowhere",
    (role) => {
      const socket = openSocket(role);
      const ask = (reply?: string) => socket.send(pub("$JS.API.STREAM.INFO.S", "", reply)).length;
      expect(ask(`${inbox}.1`)).toBe(0);
      socket.send(`SUB ${inbox}.* 1\r\n`);
      expect(ask(`${inbox}.1`)).toBe(1);
      expect(ask()).toBe(1);
      const elsewhere = ["pay.charge", inbox, `${inbox}.a.b`, `${inbox}.*`, `${inbox}.>`, others];
      expect(elsewhere.filter((reply) => ask(reply) > 0)).toEqual([]);
      socket.send("UNSUB 1\r\n");
      expect(ask(`${inbox}.1`)).toBe(0);
    },
  );

  it("has a minute to come where its inbox ends by itself", () => {
    const socket = openSocket("reader");
    const ask = () => socket.send(pub("$JS.API.STREAM.INFO.S", "", inbox)).length;
    socket.send(`SUB ${inbox} 1\r\nUNSUB 1 1\r\n`);
    expect(ask()).toBe(1);
    socket.wait(59_000);
    expect(ask()).toBe(1);
    socket.wait(2000);
    expect(ask()).toBe(0);
  });

  it("goes anywhere for an admin, not for one of a read-only connection", () => {
    expect(openSocket("admin").send(pub("$JS.API.INFO", "", "a"))).toHaveLength(1);
    const readOnly = openSocket("admin", { readOnly: true });
    expect(readOnly.send(pub("$JS.API.INFO", "", "a"))).toEqual([]);
  });
});

describe("T31 an inbox", () => {
  it("belongs to the socket that listens to it, until it no longer does", () => {
    const inboxes = createInboxClaims();
    const first = openSocket("reader", {}, inboxes);
    const second = openSocket("operator", {}, inboxes);
    first.send(`SUB ${inbox}.* 1\r\nSUB ${inbox}.a 2\r\n`);
    expect(second.send(`SUB ${inbox}.* 1\r\n`)).toEqual([]);
    expect(second.answers()[0]).toContain("it is the inbox of somebody else");
    first.send("UNSUB 1\r\n");
    expect(second.send(`SUB ${inbox}.* 2\r\n`)).toEqual([]);
    first.send("UNSUB 2\r\n");
    expect(second.send(`SUB ${inbox}.* 3\r\n`)).toHaveLength(1);
    expect(first.send(`SUB ${inbox}.* 3\r\n`)).toEqual([]);
    second.close();
    expect(first.send(`SUB ${inbox}.* 4\r\n`)).toHaveLength(1);
  });

  it("is an admin's to look into, who takes it from nobody", () => {
    const inboxes = createInboxClaims();
    const first = openSocket("reader", {}, inboxes);
    const admin = openSocket("admin", {}, inboxes);
    first.send(`SUB ${inbox} 1\r\n`);
    expect(admin.send(`SUB ${inbox} 1\r\nSUB _INBOX.> 2\r\nSUB > 3\r\n`)).toHaveLength(3);
    const readOnly = openSocket("admin", { readOnly: true }, inboxes);
    expect(readOnly.send(`SUB ${inbox} 1\r\n`)).toHaveLength(1);
    expect(readOnly.send(pub("$JS.API.INFO", "", inbox))).toEqual([]);
    admin.close();
    expect(openSocket("reader", {}, inboxes).send(`SUB ${inbox} 1\r\n`)).toEqual([]);
  });

  it("of a subscription with a maximum ends with its last message, which is said to the server too", () => {
    const socket = openSocket("reader");
    socket.send(`SUB ${inbox} 1\r\nSUB orders.> 2\r\nUNSUB 1 2\r\n`);
    expect(socket.subscriptions.isCounting()).toBe(true);
    expect(["2", "1", "1", "1"].map(socket.subscriptions.delivered)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(socket.subscriptions.count()).toBe(1);
    expect(socket.subscriptions.isCounting()).toBe(false);
  });
});

describe("subscriptions", () => {
  it("T51 are so many and no more; the ones that are there go on, and one that ends makes room", () => {
    const socket = openSocket("admin");
    const subs = Array.from({ length: 6 }, (_, sid) => `SUB a.${sid} ${sid}\r\n`).join("");
    expect(socket.send(subs)).toHaveLength(5);
    expect(socket.answers()).toEqual([
      "-ERR 'Maximum Subscriptions Exceeded: 5 on one connection'\r\n",
    ]);
    expect(socket.send("UNSUB 0\r\nSUB b 7\r\n")).toHaveLength(2);
  });

  it("keep the first of two with one sid, as the server does", () => {
    const socket = openSocket("admin");
    expect(socket.send("SUB a 1\r\nSUB b 1\r\n")).toHaveLength(1);
    expect(socket.refusals).toEqual([]);
  });
});

describe("headers", () => {
  const cases: [string, RoleName[]][] = [
    ["Nats-Msg-Id: 1\r\n", ["publisher", "operator", "admin"]],
    ["Nats-Expected-Last-Sequence: 1\r\n", ["publisher", "operator", "admin"]],
    ["Nats-TTL: 1s\r\nX-Y: Nats-Rollup: all\r\n", ["publisher", "operator", "admin"]],
    ["Nats-Rollup: all\r\n", ["operator", "admin"]],
    ["nAts-ROLLUP:sub\r\n", ["operator", "admin"]],
    ["Nats-Schedule: @every 1s\r\nNats-Schedule-Target: x\r\n", ["operator", "admin"]],
    ["Nats-Trace-Dest: witness\r\n", ["admin"]],
    ["nats-trace-dest: witness\r\n", ["admin"]],
    [`Nats-Trace-Dest: ${others}\r\n`, ["admin"]],
    [`Nats-Trace-Dest: \t${inbox}.t \r\n`, ["publisher", "operator", "admin"]],
    [`Nats-Trace-Dest: ${inbox}.t\r\nNats-Trace-Dest: witness\r\n`, ["admin"]],
    [`traceparent: 00-${"a".repeat(32)}-${"b".repeat(16)}-01\r\n`, ["admin"]],
    [`Traceparent: 00-${"a".repeat(32)}-${"b".repeat(16)}-00\r\n`, roleNames.slice(2)],
    ["A: b\r\nNats-Trace-Dest\r\n", ["admin"]],
    ["A: b\nNats-Rollup: all\r\n", ["admin"]],
    [" folded: x\r\n", ["admin"]],
    [": x\r\n", ["admin"]],
    ["Nats-Rollup : all\r\n", ["admin"]],
  ];
  it.each(cases)("%j pass for %j", (headers, passes) => {
    const allowed = (["publisher", "operator", "admin"] as const).filter((role) => {
      const socket = openSocket(role, { publishSubjects: ["$KV.test.x"] });
      socket.send(`SUB ${inbox}.* 1\r\n`);
      return socket.send(hpub("$KV.test.x", headers, "body")).length === 1;
    });
    expect(allowed).toEqual(passes);
  });

  it("stay as they are, and are looked at only when they are not too long", () => {
    const socket = openSocket("publisher");
    const [frame] = socket.send(hpub("test.a", "A:  b \r\na: 2\r\n", "body"));
    expect(frame?.content).toBe("NATS/1.0\r\nA:  b \r\na: 2\r\n\r\nbody");
    expect(socket.send(hpub("test.a", `A: ${"x".repeat(1100)}\r\n`))).toEqual([]);
    expect(socket.answers().at(-1)).toContain("headers too long");
  });
});

describe("a body that decides", () => {
  it("is gathered only so far", () => {
    const socket = openSocket("reader");
    const body = JSON.stringify({ subject: "x".repeat(1100) });
    expect(socket.send(pub("$JS.API.STREAM.NAMES", body))).toEqual([]);
    expect(socket.answers()).toEqual([
      `-ERR 'Permissions Violation for Publish to "$JS.API.STREAM.NAMES": its body is too long'\r\n`,
    ]);
  });

  it("goes out as it was understood, behind the headers that came with it", () => {
    const socket = openSocket("reader");
    const [frame] = socket.send(hpub("$JS.API.STREAM.NAMES", "A: b\r\n", ' {"offset" : 1} '));
    expect(frame).toEqual({
      verb: "HPUB",
      words: ["$JS.API.STREAM.NAMES", "18", "30"],
      content: 'NATS/1.0\r\nA: b\r\n\r\n{"offset":1}',
    });
  });
});

describe("an owner's list of subjects to publish to", () => {
  it("does not reach into what is the server's own", () => {
    const publisher = openSocket("publisher");
    const sent = ["test.a", "$JS.API.STREAM.DELETE.S", "$SYS.REQ.SERVER.PING", "$JS.ACK.S.c.1"];
    expect(sent.filter((subject) => publisher.send(pub(subject)).length > 0)).toEqual(["test.a"]);
    const all = openSocket("publisher", { publishSubjects: [">"] });
    const more = [...sent, "anything", "$JS.hub.API.STREAM.DELETE.S", "$JS.hub.API.$KV.b.k"];
    expect(more.filter((subject) => all.send(pub(subject)).length > 0)).toEqual([
      "test.a",
      "anything",
      "$JS.hub.API.$KV.b.k",
    ]);
  });
});
