import { afterEach, describe, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";
import { inbox } from "@/lib/testing/policed-socket";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function start() {
  const server = await startServer({ jetstream: false });
  cleanUp.push(() => server.stop());
  const lab = await startGateway(
    { local: targetOf(server.url) },
    { inboxMs: 300, subscriptions: 2 },
    "reader",
  );
  cleanUp.push(() => lab.stop());
  const owner = await connectTo(server.url);
  cleanUp.push(() => owner.close());
  const open = async () => {
    const raw = openRaw(lab.url("local"));
    cleanUp.push(() => raw.socket.terminate());
    await raw.received("\r\n");
    raw.send('CONNECT {"headers":true}\r\n');
    const run = async (text: string) => {
      const before = raw.text().length;
      raw.send(`${text}PING\r\n`);
      await until("it is done", () => raw.text().includes("PONG", before));
      return raw.text().slice(before);
    };
    return { ...raw, run };
  };
  return { owner, open };
}

describe("T31 a maximum that comes when messages have come already", () => {
  it("counts from the first on the server; here it only holds a place and the inbox, and that for a while", async () => {
    const { owner, open } = await start();
    const [first, second] = [await open(), await open()];
    await first.run(`SUB ${inbox} 1\r\n`);
    for (const word of ["one", "two"]) owner.publish(inbox, word);
    await first.received("two");
    await first.run("UNSUB 1 2\r\n");
    owner.publish(inbox, "three");
    await owner.flush();
    expect(await first.run("")).toBe("PONG\r\n");
    expect(await second.run(`SUB ${inbox} 1\r\n`)).toContain("the inbox of somebody else");
    await until("it is anybody's", async () =>
      (await second.run(`SUB ${inbox} 2\r\n`)).startsWith("PONG"),
    );
    owner.publish(inbox, "four");
    await second.received("four");
    expect(first.text()).not.toContain("four");
    expect(
      await first.run(
        "UNSUB 1\r\nSUB _INBOX.aaaaaaaaaaaaaaaaaaaa 3\r\nSUB _INBOX.bbbbbbbbbbbbbbbbbbbb 4\r\n",
      ),
    ).toBe("PONG\r\n");
  });

  it("ends on the server no later than here", async () => {
    const { owner, open } = await start();
    const raw = await open();
    await raw.run(`SUB ${inbox} 1\r\n`);
    owner.publish(inbox, "one");
    await raw.received("one");
    await raw.run("UNSUB 1 3\r\n");
    for (const word of ["two", "three", "four"]) owner.publish(inbox, word);
    await owner.flush();
    await raw.received("three");
    expect(await raw.run("")).not.toContain("four");
  });
});
