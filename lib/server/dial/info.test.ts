import { PassThrough } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInfo, readInfo } from "./info";

const line = 'INFO {"server_id":"N","server_name":"ö","version":"2.15.1","max_payload":1024}\r\n';
const never = new AbortController().signal;

async function feed(chunks: Buffer[]) {
  const stream = new PassThrough();
  const hello = readInfo(stream, never);
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { stream, hello: await hello };
}

describe("reading the hello", () => {
  it("loses no byte behind the INFO line, wherever it is cut", async () => {
    const bytes = Buffer.from(`${line}PING\r\n+OK\r\n`);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length }), async (at) => {
        const { stream, hello } = await feed([bytes.subarray(0, at), bytes.subarray(at)]);
        expect(hello).toMatchObject({ ok: true, info: { server_id: "N", server_name: "ö" } });
        stream.end();
        const rest: Buffer[] = [];
        for await (const chunk of stream) rest.push(chunk as Buffer);
        expect(Buffer.concat(rest).toString()).toBe("PING\r\n+OK\r\n");
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["HTTP/1.1 400 Bad Request\r\n", "HTTP/1.1 400 Bad Request"],
    ["SSH-2.0-OpenSSH\r\n", "SSH-2.0-OpenSSH"],
    ["\x15\x03\x01\x00\x02\x02", "......"],
    ["INFO nothing\r\n", "INFO nothing"],
    ['INFO {"server_id":1}\r\n', 'INFO {"server_id":1}'],
  ])("says what came instead of it: %j", async (text, got) => {
    const { hello } = await feed([Buffer.from(text, "latin1")]);
    expect(hello).toEqual({ ok: false, kind: "not-nats", got });
  });

  it("knows foreign bytes by the first of them", async () => {
    expect((await feed([Buffer.from("H")])).hello).toMatchObject({ kind: "not-nats" });
  });

  it("says when the stream ends before it", async () => {
    const stream = new PassThrough();
    const hello = readInfo(stream, never);
    stream.end("INFO {");
    expect(await hello).toEqual({ ok: false, kind: "closed" });
  });

  it("gives up when it is told to, and leaves no listener", async () => {
    const stream = new PassThrough();
    const controller = new AbortController();
    const before = stream.listenerCount("data");
    const hello = readInfo(stream, controller.signal);
    controller.abort();
    await expect(hello).rejects.toThrow("aborted");
    expect(stream.listenerCount("data")).toBe(before);
  });

  it("does not wait for an INFO without an end", async () => {
    const chunks = [
      Buffer.from("INFO "),
      ...Array.from({ length: 17 }, () => Buffer.alloc(65_536, "x")),
    ];
    expect((await feed(chunks)).hello).toMatchObject({ kind: "not-nats" });
  });
});

describe("an INFO", () => {
  it("keeps fields that are not known here", () => {
    expect(parseInfo(line.replace("}", ',"new_field":7}'))).toMatchObject({ new_field: 7 });
  });

  it.each([
    "HTTP/1.1 400 Bad Request",
    "INFO",
    "INFO null",
    "INFO []",
    'INFO {"server_id":1}',
    "INFO {",
  ])("is not %j", (other) => {
    expect(parseInfo(other)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseInfo(`INFO ${text}`)));
  });

  it("has what an old server leaves out", () => {
    expect(parseInfo(line)).toMatchObject({ headers: false, jetstream: false, proto: 0 });
  });
});
