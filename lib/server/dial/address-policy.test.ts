import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { checkAddress, guardedLookup } from "./address-policy";
import { toDialError } from "./dial-error";
import type { Resolve } from "./look-up";
import { openTcp } from "./tcp";

const refused = [
  // The metadata services and every other link-local address, in all the ways a URL can spell them.
  ...["169.254.169.254", "169.254.0.1", "169.254.255.255", "2852039166", "0xA9FEA9FE"],
  ...["0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "169.254.43518", "169.16689662"],
  ...["169.254.169.254.", "①⑥⑨.②⑤④.①⑥⑨.②⑤④", "169。254。169。254", "169.254.169.0xfe"],
  ...["::ffff:169.254.169.254", "[::ffff:a9fe:a9fe]", "0:0:0:0:0:ffff:a9fe:a9fe"],
  ...["::169.254.169.254", "::ffff:0:169.254.169.254", "64:ff9b::a9fe:a9fe"],
  ...["64:ff9b::169.254.169.254", "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "2001:0:a9fe::1"],
  ...["fe80::1", "fe80::1%eth0", "[fe80::1%25eth0]", "febf::1", "fd00:ec2::254"],
  ...["fd00:0ec2:0:0:0:0:0:254", "fd20:ce::254", "100.100.100.200", "168.63.129.16"],
  ...["metadata.google.internal", "Metadata.Google.Internal.", "metadata.goog", "metadata"],
  ...["0.0.0.0", "0", "0.1.2.3", "::", "[::]", "0x0", "255.255.255.255", "0xffffffff", "240.0.0.1"],
  ...["224.0.0.1", "239.255.255.250", "ff02::1", "192.0.0.192"],
  ...["0.0.0.0:", "224.1", "0xe0000001", "[ff0e::1]", "[::]:0", "[2002:7f00:1::]"],
  ...["", " ", "a b", "a/b", "a@b", "a?b", "256.256.256.256", "1.2.3.4.5.0x"],
];

const allowed = [
  ...["127.0.0.1", "127.1", "2130706433", "0x7f.1", "①②⑦.0.0.1", "localhost", "::1", "[::1]"],
  ...["::ffff:127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.5.4", "100.64.0.1", "fd00::1"],
  ...["8.8.8.8", "2606:4700::1111", "nats.example", "nats.example.", "demo.nats.io", "a_b"],
];

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

describe("addresses are judged as they will be dialled (T20)", () => {
  it("knows sixty spellings that are refused", () => {
    expect(refused.length).toBeGreaterThanOrEqual(60);
  });

  it.each(refused)("%j is refused", (host) => {
    expect(checkAddress(host)).toEqual({ ok: false, why: expect.stringMatching(/^it /) });
  });

  it.each(allowed)("%j is allowed", (host) => {
    expect(checkAddress(host)).toEqual({ ok: true });
  });

  it.each(["169.254.169.254", "2852039166", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"])(
    "a guarded dial of the literal %s ends before a packet is sent",
    async (host) => {
      const dialled = openTcp({ host, port: 80 }, AbortSignal.timeout(2000), { isGuarded: true });
      const error = await dialled.catch((cause: unknown) => toDialError(cause, "connect", 2000));
      expect(error).toMatchObject({ kind: "forbidden" });
    },
  );
});

describe("a name that changes its address between two looks (T19)", () => {
  /** Answers with each of the lists in turn, as a rebinding DNS server does. */
  function fakeDns(answers: string[][]): { resolve: Resolve; asked: () => number } {
    let asked = 0;
    const resolve: Resolve = (_host, _options, done) => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      done(
        null,
        answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    };
    return { resolve, asked: () => asked };
  }

  async function listen(): Promise<{ port: number; hits: () => number }> {
    let hits = 0;
    const server = createServer((socket) => {
      hits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanUp.push(() => server.close());
    return { port: (server.address() as AddressInfo).port, hits: () => hits };
  }

  it("is resolved once, and the socket goes to the address that was judged", async () => {
    const { port } = await listen();
    const { resolve, asked } = fakeDns([["127.0.0.1"], ["169.254.169.254"]]);
    const guard = { isGuarded: true, resolve };
    const url = { host: "rebind.example", port };
    const socket = await openTcp(url, AbortSignal.timeout(2000), guard);
    cleanUp.push(() => socket.destroy());
    expect(asked()).toBe(1);
    expect(socket.remoteAddress).toBe("127.0.0.1");
    const second = openTcp(url, AbortSignal.timeout(2000), guard);
    await expect(second).rejects.toThrow("metadata service");
  });

  it("is refused when one of its addresses is, whichever it is", async () => {
    const { port, hits } = await listen();
    const { resolve } = fakeDns([["127.0.0.1", "64:ff9b::a9fe:a9fe"]]);
    const dialled = openTcp({ host: "two.example", port }, AbortSignal.timeout(2000), {
      isGuarded: true,
      resolve,
    });
    await expect(dialled).rejects.toThrow("hides an IPv4 address");
    expect(hits()).toBe(0);
  });

  it("gives one address where one is asked for", async () => {
    const { resolve } = fakeDns([["10.0.0.1", "10.0.0.2"]]);
    const found = await new Promise((done) => {
      guardedLookup(resolve)("x.example", {}, (_error, address, family) => done([address, family]));
    });
    expect(found).toEqual(["10.0.0.1", 4]);
  });
});
