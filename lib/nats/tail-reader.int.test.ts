import type { Msg } from "@nats-io/nats-core";
import { headers } from "@nats-io/nats-core";
import { expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { readData, readSizeBytes, readSubjectBytes, readTailMessage } from "./tail-reader";

it("reads subject and size of a message without making anything of it, as it reads any other", async () => {
  const server = await startServer({ jetstream: false });
  const nc = await connectTo(server.url);
  try {
    const got: Msg[] = [];
    nc.subscribe("ü.>", { callback: (_, message) => void got.push(message) });
    const given = headers();
    given.set("Key", "value");
    nc.publish("ü.one", "body", { headers: given, reply: "back" });
    const message = await until("the message", () => got[0]);
    const plain = Object.create(null, {
      subject: { get: () => message.subject },
      data: { get: () => message.data },
    });
    expect(message).toHaveProperty("_msg.subject");
    expect([...readSubjectBytes(message)]).toEqual([...readSubjectBytes(plain)]);
    expect(readSizeBytes(message)).toBe(readData(message).length);
    expect(readSizeBytes(plain)).toBe(4);
    expect(new TextDecoder().decode(readData(message))).toBe("NATS/1.0\r\nKey: value\r\n\r\nbody");
    const { body, ...kept } = readTailMessage(message, 2);
    expect(new TextDecoder().decode(body)).toBe("bo");
    expect(kept).toMatchObject({
      ...{ subject: "ü.one", reply: "back", headers: [["Key", ["value"]]], bodyBytes: 4 },
    });
  } finally {
    await nc.close();
    await server.stop();
  }
});
