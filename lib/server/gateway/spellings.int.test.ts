import { connect } from "node:net";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, describe, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** What a client says, and who reads it. `UNSUB 1 ` is nats.go's. */
type Reader = "both" | "neither" | "the server alone";
const longSid = "s".repeat(3000);
const spellings: [string, Reader][] = [
  ["PUB a 2\r\nhi\r\n", "both"],
  ["PUB a b 2\r\nhi\r\n", "both"],
  ["PUB a 0\r\n\r\n", "both"],
  ["pub a 2\r\nhi\r\n", "both"],
  ["pUb a 2\r\nhi\r\n", "both"],
  ["PUB\ta\t2\r\nhi\r\n", "both"],
  ["PUB  a   2\r\nhi\r\n", "both"],
  ["PUB a\t \tb  2 \t\r\nhi\r\n", "both"],
  ["PUB a 0002\r\nhi\r\n", "both"],
  ["PUB a 000000002\r\nhi\r\n", "both"],
  ["PUB a 0000000002\r\nhi\r\n", "neither"],
  ["PUB a +2\r\nhi\r\n", "neither"],
  ["PUB a -2\r\nhi\r\n", "neither"],
  ["PUB a 2x\r\nhi\r\n", "neither"],
  ["PUB a 0x2\r\nhi\r\n", "neither"],
  ["PUB a 2.0\r\nhi\r\n", "neither"],
  ["PUB a\r\nhi\r\n", "neither"],
  ["PUB 2\r\nhi\r\n", "neither"],
  ["PUB a b c 2\r\nhi\r\n", "neither"],
  ["PUB a 1\r\nhi\r\n", "neither"],
  ["PUB a 3\r\nhi\r\n", "neither"],
  ["PUB a 2\r\nhi\n", "neither"],
  ["PUB a 2\nhi\r\n", "the server alone"],
  ["PUB a 2\r hi\r\n", "neither"],
  ["PUB a\r 2\r\nhi\r\n", "the server alone"],
  ["PUB a 99999999999999999999\r\nhi\r\n", "neither"],
  ["HPUB a 12 14\r\nNATS/1.0\r\n\r\nhi\r\n", "both"],
  ["hpub\ta  b 0012\t0014 \r\nNATS/1.0\r\n\r\nhi\r\n", "both"],
  ["HPUB a 14 12\r\nNATS/1.0\r\n\r\nhi\r\n", "neither"],
  ["HPUB a 12\r\nNATS/1.0\r\n\r\n\r\n", "neither"],
  ["HPUB a +12 14\r\nNATS/1.0\r\n\r\nhi\r\n", "neither"],
  ["SUB told 1\r\n", "both"],
  ["sub told workers 1\r\n", "both"],
  ["Sub\ttold \t 1 \r\n", "both"],
  [`SUB told ${longSid}\r\n`, "both"],
  ["SUB told 1\r\nUNSUB 1 \r\n", "both"],
  ["SUB told a-b_c.d>*\r\n", "both"],
  ["SUB told 1\r\nSUB told 1\r\n", "both"],
  ["SUB told 1\r\nSUB told 01\r\nUNSUB 1\r\n", "both"],
  ["SUB told\r\n", "neither"],
  ["SUB told a b 1\r\n", "neither"],
  ["SUB told 1\n", "the server alone"],
  ["SUB told 1\r\nUNSUB 1\r\n", "both"],
  ["SUB told 1\r\nunsub\t1 \r\n", "both"],
  ["SUB told 1\r\nUNSUB 1 1\r\n", "both"],
  ["SUB told 1\r\nUNSUB 1 01\r\n", "both"],
  ["SUB told 1\r\nUNSUB 1 0\r\n", "both"],
  ["SUB told 1\r\nUNSUB 1 -1\r\n", "the server alone"],
  ["SUB told 1\r\nUNSUB 1 +1\r\n", "the server alone"],
  ["SUB told 1\r\nUNSUB 1 a\r\n", "the server alone"],
  ["SUB told 1\r\nUNSUB 1 9999999999\r\n", "the server alone"],
  ["SUB told 1\r\nUNSUB 2\r\n", "both"],
  ["UNSUB\r\n", "neither"],
  ["UNSUB 1 2 3\r\n", "neither"],
  ["PING\r\n", "both"],
  ["ping \r\n", "both"],
  ["PONG\r\n", "both"],
  ["PING me\r\n", "the server alone"],
  ["PONG me\r\n", "the server alone"],
  ["PING\n", "the server alone"],
  ["\r\n", "neither"],
  ["\n", "neither"],
  [" PING\r\n", "neither"],
  ["PINGPING\r\n", "the server alone"],
  ["+OK\r\n", "the server alone"],
  ["-ERR 'x'\r\n", "neither"],
  ["INFO {}\r\n", "the server alone"],
  ["MSG a 1 2\r\nhi\r\n", "neither"],
];

/** What came of it: nothing, where it was not read; or what went where. */
type Outcome = { isRead: boolean; published: string[]; answered: string };
type Wire = { send(text: string): void; text(): string; isClosed(): boolean; end(): void };

function openDirectly({ host, ports }: TestServer): Wire {
  const socket = connect(ports.client, host);
  let text = "";
  let isClosed = false;
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("close", () => {
    isClosed = true;
  });
  socket.on("error", () => {});
  return {
    send: (said) => void socket.write(said),
    text: () => text,
    isClosed: () => isClosed,
    end: () => socket.destroy(),
  };
}

function openThrough(url: string): Wire {
  const raw = openRaw(url);
  return {
    send: raw.send,
    text: raw.text,
    isClosed: () => raw.socket.readyState === raw.socket.CLOSED,
    end: () => raw.socket.terminate(),
  };
}

async function outcomeOf(said: string, wire: Wire, owner: NatsConnection): Promise<Outcome> {
  const published: string[] = [];
  const witness = owner.subscribe(">", {
    callback: (_error, { subject, reply = "", headers, data }) =>
      void published.push(`${subject} ${reply} ${headers ? "headed" : ""} ${Buffer.from(data)}`),
  });
  await owner.flush();
  const pongs = () => wire.text().split("PONG").length - 1;
  const isBroken = () => wire.isClosed() || wire.text().includes("-ERR");
  /** A PING may end what is not whole, and the one behind it is read then. */
  const sync = async () => {
    const before = pongs();
    wire.send("PING\r\nPING\r\n");
    await until("it is read or not", () => isBroken() || pongs() >= before + 2);
  };
  await until("it is greeted", () => wire.text().includes("\r\n"));
  wire.send('CONNECT {"verbose":false,"headers":true}\r\n');
  await sync();
  wire.send(said);
  await sync();
  await owner.flush();
  const isRead = !isBroken();
  const seen = [...published];
  for (const word of ["one", "two"]) owner.publish("told", word);
  await owner.flush();
  if (isRead) await sync();
  witness.unsubscribe();
  await owner.flush();
  wire.end();
  const answered = wire.text().replace(/^INFO .*\r\n/gm, "");
  return { isRead, published: seen, answered: isRead ? answered : "" };
}

describe.each(["newest", "2.10", "2.9"] as const)("T30 on nats-server %s", (version) => {
  it("what the gateway reads means to the server what it says", async () => {
    const server = await startServer({ version, jetstream: false });
    cleanUp.push(() => server.stop());
    const lab = await startGateway({ local: targetOf(server.url) });
    cleanUp.push(() => lab.stop());
    const owner = await connectTo(server.url);
    cleanUp.push(() => owner.close());
    const found: [string, Reader | string][] = [];
    for (const [said] of spellings) {
      const direct = await outcomeOf(said, openDirectly(server), owner);
      const through = await outcomeOf(said, openThrough(lab.url("local")), owner);
      const isSame = JSON.stringify(direct) === JSON.stringify(through);
      if (isSame) found.push([said, direct.isRead ? "both" : "neither"]);
      else if (!through.isRead && through.published.length === 0)
        found.push([said, "the server alone"]);
      else found.push([said, JSON.stringify({ direct, through })]);
    }
    expect(found).toEqual(spellings);
  });
});
