import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExportOrder, ExportPart } from "@/lib/model/message-export";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { exportMessages } from "./messages-export";
import { pickFromMessages } from "./messages-pick";

const many = 2_500;

describe.each(["newest", "2.10"] as const)("an export on %s", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    const { streams } = await jetstreamManager(nc);
    await streams.add({ name: "S", subjects: ["s.>"], allow_direct: true });
    await fillStream(nc, many, (n) => ({
      ...{ subject: n % 5 === 0 ? "s.five" : "s.other", payload: `{"n":${n}}` },
    }));
    await jetstream(nc).publish("s.binary", new Uint8Array([255, 10, 0]));
    for (const seq of [7, 8, 9]) await streams.deleteMessage("S", seq);
  });
  afterAll(async () => {
    await nc.close();
    await server.stop();
  });

  const write = async (order: Partial<ExportOrder>, mostBytes?: number) => {
    const parts: ExportPart[] = [];
    const all = { stream: "S", filter: ">", format: "raw", range: { by: "sequence", from: 1n } };
    const asked = { ...all, ...order } as ExportOrder;
    const reading = await exportMessages(nc, asked, {
      put: (part) => parts.push(part),
      isWanted: () => true,
      ...(mostBytes === undefined ? {} : { mostBytes }),
    });
    const bytes = Buffer.concat(parts.map((part) => part.bytes));
    return { end: reading.ok ? reading.value : reading.error, bytes, last: parts.at(-1) };
  };

  it("holds every message of a stretch of sequences, and no other", async () => {
    const { end, bytes, last } = await write({ range: { by: "sequence", from: 5n, to: 2_100n } });
    const wanted = [5, 6, ...Array.from({ length: 2_091 }, (_, index) => index + 10)];
    expect(bytes.toString()).toBe(wanted.map((n) => `{"n":${n}}\n`).join(""));
    expect(end).toEqual({ messages: wanted.length, sizeBytes: bytes.length, binary: 0 });
    expect(last).toMatchObject({ from: 5n, to: 2_100n, reachedTo: 2_100n });
  });

  it("of a subject, of a time, as lines of JSON and CSV", async () => {
    const { streams } = await jetstreamManager(nc);
    const from = await streams.getMessage("S", { seq: 2_400 });
    const fromNs = BigInt(Date.parse(from?.timestamp ?? "")) * 1_000_000n;
    const range = { by: "time", fromNs } as const;
    const five = await write({ range, filter: "s.five", format: "jsonl" });
    const lines = five.bytes.toString().trimEnd().split("\n");
    const rows = lines.map((line) => JSON.parse(line) as { sequence: number; payload: string });
    expect(rows.at(-1)).toMatchObject({
      sequence: 2_500,
      subject: "s.five",
      payload: '{"n":2500}',
    });
    expect(rows.every(({ sequence }) => sequence % 5 === 0)).toBe(true);
    expect(rows.map(({ sequence }) => sequence)).toContain(2_400);
    const csv = await write({ filter: "s.binary", format: "csv" });
    expect(csv.bytes.toString()).toMatch(/^sequence,.*\r\n2501,s\.binary,.*,3,,,\/woA\r\n$/);
    expect((await write({ filter: "s.binary" })).end).toMatchObject({ messages: 1, binary: 1 });
    const none = await write({ filter: "s.nothing", format: "csv" });
    expect(none.bytes.toString()).toMatch(/^sequence,.*\r\n$/);
  });

  it("ends where the file is full, and says from where it goes on", async () => {
    const first = await write({}, 1_000);
    expect(first.bytes.length).toBeLessThanOrEqual(1_000);
    const { goesOnFrom = 0n } = first.end as { goesOnFrom?: bigint };
    const rest = await write({ range: { by: "sequence", from: goesOnFrom } });
    const whole = await write({});
    expect(Buffer.concat([first.bytes, rest.bytes])).toEqual(whole.bytes);
    const { streams } = await jetstreamManager(nc);
    expect((await streams.info("S")).state).toMatchObject({
      messages: many - 2,
      consumer_count: 0,
    });
  });

  it("and the values of columns are read from where the bodies are", async () => {
    const query = { sequences: [3n, 7n, 2_501n], paths: ["n", "nope"] };
    expect(await pickFromMessages(nc, "S", query)).toEqual({
      ok: true,
      value: [
        [{ state: "value", text: "3", isNumber: true }, { state: "none" }],
        [{ state: "gone" }, { state: "gone" }],
        [{ state: "no-json" }, { state: "no-json" }],
      ],
    });
  });
});
