import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const rounds = process.env.NATSIGHT_TEST_LONG ? 20_000 : 100;

const piece = fc.oneof(
  fc.constantFrom(
    ...["PUB ", "pub\t", "HPUB ", "SUB ", "UNSUB ", "PING\r\n", "CONNECT {}\r\n", "INFO {}\r\n"],
    ...[
      "\r\n",
      "\n",
      "\r",
      " ",
      "\t",
      "a",
      "a.b",
      "0",
      "1",
      "5",
      "-1",
      "12 12",
      "\0",
      "\x7f",
      "🙂",
    ],
    ...["PUB a 2\r\nhi\r\n", "SUB a 1\r\n", "HPUB a 12 12\r\nNATS/1.0\r\n\r\n\r\n", "+OK\r\n"],
    ...["RS+ A a\r\n", "LS+ a\r\n", "A+ A\r\n", "MSG a 1 1\r\nx\r\n", "PUB a 99999999\r\n"],
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

describe.each(["newest", "2.10", "2.9"] as const)("T30 on nats-server %s", (version) => {
  it("no bytes of a browser's make the server complain of what it reads", async () => {
    const server = await startServer({
      version,
      jetstream: false,
      config: (dir) => `log_file: ${JSON.stringify(join(dir, "nats.log"))}`,
    });
    cleanUp.push(() => server.stop());
    const lab = await startGateway({ local: targetOf(server.url) });
    cleanUp.push(() => lab.stop());
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.nat(), async (pieces, cut) => {
        const raw = openRaw(lab.url("local"));
        await raw.received("\r\n");
        const bytes = Buffer.from(pieces.join(""));
        raw.send('CONNECT {"headers":true}\r\n');
        raw.socket.send(bytes.subarray(0, cut % (bytes.length + 1)));
        raw.socket.send(bytes.subarray(cut % (bytes.length + 1)));
        raw.socket.close(1000);
        await raw.closed;
      }),
      { numRuns: rounds },
    );
    const owner = await connectTo(server.url);
    await owner.flush();
    await owner.close();
    const log = await readFile(join(server.dir, "nats.log"), "utf8");
    expect(log).toContain("Server is ready");
    expect(log.split("\n").filter((line) => /\[ERR\]|parse|protocol/i.test(line))).toEqual([]);
  });
});
