import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getConsumer, getLastMessage, getStream } from "./stream-detail";

const far = 9_007_199_254_740_993n;

let server: TestServer;
let nc: NatsConnection;
beforeAll(async () => {
  server = await startServer();
  nc = await connectTo(server.url);
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: "EMPTY", subjects: ["empty"] });
  await nc.request(
    "$JS.API.STREAM.CREATE.FAR",
    `{"name":"FAR","subjects":["far.>"],"storage":"file","retention":"limits","first_seq":${far}}`,
  );
  await manager.consumers.add("FAR", {
    durable_name: "worker",
    ack_policy: AckPolicy.Explicit,
    filter_subjects: ["far.a", "far.b"],
    description: "works",
  });
  const marked = headers();
  marked.append("Colour", "red");
  marked.append("Colour", "blue");
  await jetstream(nc).publish("far.a", "hello", { headers: marked });
});
afterAll(async () => {
  await nc?.close();
  await server?.stop();
});

describe("a stream that is opened", () => {
  it("is told with its whole configuration, and every digit of its numbers", async () => {
    expect(await getStream(nc, "FAR")).toMatchObject({
      ok: true,
      value: {
        summary: { name: "FAR", firstSequence: far, messages: 1n },
        config: { name: "FAR", first_seq: far, subjects: ["far.>"] },
        state: { first_seq: far, messages: 1 },
        raw: { type: "io.nats.jetstream.api.v1.stream_info_response" },
      },
    });
  });

  it("that is not there is said to be not there", async () => {
    for (const name of ["NOWHERE", "é"]) {
      expect(await getStream(nc, name)).toMatchObject({ error: { kind: "not-found" } });
    }
  });

  it("[T04] is never another subject, whatever its name", async () => {
    for (const name of ["FAR.x", "*", ">", "", "a b", "a/b"]) {
      expect(await getStream(nc, name)).toMatchObject({ error: { kind: "bad-name" } });
      expect(await getConsumer(nc, "FAR", name)).toMatchObject({ error: { kind: "bad-name" } });
    }
  });
});

describe("a consumer that is opened", () => {
  it("is told with what waits for it", async () => {
    expect(await getConsumer(nc, "FAR", "worker")).toMatchObject({
      ok: true,
      value: {
        summary: {
          ...{ stream: "FAR", name: "worker", isPull: true, isDurable: true, description: "works" },
          ...{ filterSubjects: ["far.a", "far.b"], ackPolicy: "explicit", pending: 1n },
          delivered: { streamSequence: far - 1n },
        },
        config: { filter_subjects: ["far.a", "far.b"] },
        raw: { config: { durable_name: "worker" } },
      },
    });
    expect(await getConsumer(nc, "FAR", "nobody")).toMatchObject({
      error: { kind: "not-found", where: "Stream FAR" },
    });
    expect(await getConsumer(nc, "NOWHERE", "nobody")).toMatchObject({
      error: { kind: "not-found", what: "Stream NOWHERE", where: "The account" },
    });
  });
});

describe("the last message of a stream", () => {
  it("comes with its headers, each value of them", async () => {
    expect(await getLastMessage(nc, "FAR")).toMatchObject({
      ok: true,
      value: {
        ...{ subject: "far.a", sequence: far, sizeBytes: 5 },
        headers: [["Colour", ["red", "blue"]]],
        body: new TextEncoder().encode("hello"),
      },
    });
  });

  it("is none where there is none", async () => {
    expect(await getLastMessage(nc, "EMPTY")).toEqual({ ok: true, value: null });
  });

  it("[L5] is only begun where it is big, until it is asked for whole", async () => {
    await jetstream(nc).publish("far.b", new Uint8Array(100_000).fill(7));
    const begun = await getLastMessage(nc, "FAR");
    expect(begun).toMatchObject({ value: { sizeBytes: 100_000, body: { length: 1_024 } } });
    const whole = await getLastMessage(nc, "FAR", { whole: true });
    expect(whole).toMatchObject({ value: { sizeBytes: 100_000, body: { length: 100_000 } } });
  });
});
