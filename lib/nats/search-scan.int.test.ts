import { AckPolicy, jetstreamManager, RetentionPolicy } from "@nats-io/jetstream";
import { headers, type MsgHdrs, type NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageStart } from "@/lib/model/message-page";
import type { SearchExpression } from "@/lib/model/search";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import type { TakeRaw } from "./search-batch";
import { type Candidate, copyCandidate, sequenceOf } from "./search-candidate";
import { readExpression } from "./search-match";
import { type Scanned, scanStream } from "./search-scan";
import { findStart, readSearchScope } from "./search-scope";

const text = (word: string): SearchExpression => ({ by: "text", text: word, isCaseExact: false });

/** What a test may ask for. */
type Wanted = {
  filter?: string;
  expression?: SearchExpression;
  isOldestFirst?: boolean;
  start?: PageStart;
};

/** Searches to the end; what was found, in the order in which it is shown. */
async function search(nc: NatsConnection, stream: string, wanted: Wanted = {}) {
  const { filter = ">", expression = text("needle"), isOldestFirst = false } = wanted;
  const scope = await readSearchScope(nc, stream, filter);
  if (!scope.ok) throw new Error(JSON.stringify(scope.error));
  const start = await findStart(scope.value, wanted.start ?? { from: "newest" }, isOldestFirst);
  const sought = readExpression(expression);
  if (!start.ok || sought.kind !== "test") throw new Error("It cannot be looked for.");
  const parts: Scanned[] = [];
  const look = () => {
    const found: Candidate[] = [];
    const take: TakeRaw = (...place) => {
      if (sought.test(...place)) found.push(copyCandidate(...place));
    };
    return { take, found: async () => found };
  };
  const end = await scanStream(scope.value, {
    ...{ start: start.value, isOldestFirst, look, signal: new AbortController().signal },
    onScanned: (scanned) => parts.push(scanned) > 0,
  });
  expect(end).toEqual({ ok: true, value: null });
  const found = parts.flatMap((part) => part.found ?? []);
  return {
    sequences: found.map(sequenceOf),
    messages: parts.reduce((sum, part) => sum + part.messages, 0),
  };
}

describe.each(["newest", "2.10", "2.9"] as const)("a search through a stream on %s", (version) => {
  // Message gets bring one after the other.
  const many = version === "newest" ? 100_000 : 3_000;
  const middle = many / 2;
  /** Where the needles are. */
  const planted = [1, middle, middle + 1, middle + 2, many].map(BigInt);
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version, config: "max_payload: 9MB" });
    nc = await connectTo(server.url);
    const { streams, consumers } = await jetstreamManager(nc);
    await streams.add({ name: "MANY", subjects: ["m.>"], allow_direct: true });
    await streams.add({ name: "HOLES", subjects: ["h.>"], allow_direct: true });
    await streams.add({ name: "LEADER", subjects: ["l.>"] });
    await streams.add({ name: "BIG", subjects: ["b"], allow_direct: true });
    for (const [name, retention] of [
      ["WORK", RetentionPolicy.Workqueue],
      ["INTEREST", RetentionPolicy.Interest],
    ] as const) {
      await streams.add({ name, subjects: [name], retention, allow_direct: true });
      await consumers.add(name, { durable_name: "own", ack_policy: AckPolicy.Explicit });
      await fillStream(nc, 20, (n) => ({ subject: name, payload: n === 8 ? "a needle" : "hay" }));
    }
    await fillAll();
    const inHoles = Array.from({ length: 599 }, (_, index) => index + 101);
    const gone = inHoles.filter((sequence) => sequence !== 400);
    await Promise.all(gone.map((sequence) => streams.deleteMessage("HOLES", sequence, false)));
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  async function fillAll(): Promise<void> {
    const hayBut = (n: number, every: number) => (n % every === 0 ? "needle" : "hay");
    await fillStream(nc, many, messageAt);
    await fillStream(nc, 1_000, (n) => ({ subject: "l.a", payload: hayBut(n, 250) }));
    await fillStream(nc, 1_000, (n) => ({ subject: `h.${n % 3}`, payload: hayBut(n, 100) }));
    await nc.request("b", new Uint8Array(1_000));
    await nc.request("b", `${"x".repeat(8 * 1_024 * 1_024 - 6)}needle`);
    await nc.request("b", "hay");
  }

  function messageAt(n: number): { subject: string; payload: string; headers?: MsgHdrs } {
    const inHeader = headers();
    inHeader.set("Trace", "Needle-5");
    const forged = headers();
    // The server writes its own behind it: this is a stored header, not the subject.
    forged.set("Nats-Subject", "m.needle");
    const subject = "m.a";
    if (n === 1 || n === many) return { subject, payload: `{"n": ${n}, "word": "NEEDLE"}` };
    if (n === middle) return { subject, payload: "hay", headers: inHeader };
    if (n === middle + 1) return { subject: "m.needle.x", payload: "hay" };
    if (n === middle + 2) return { subject, payload: "hay", headers: forged };
    return { subject, payload: `{"n": ${n}, "hay": "needl e"}` };
  }

  it("finds every needle in payload, header and subject, and nothing else, both ways", async () => {
    const found = await search(nc, "MANY");
    expect(found).toEqual({ sequences: planted.toReversed(), messages: many });
    expect(await search(nc, "MANY", { isOldestFirst: true })).toEqual({
      ...{ sequences: planted, messages: many },
    });
  });

  it("finds them within gaps of deleted messages, and in a stream without direct gets", async () => {
    const holes = await search(nc, "HOLES");
    expect(holes.sequences).toEqual([1_000n, 900n, 800n, 700n, 400n, 100n]);
    expect(holes.messages).toBe(402);
    const forwards = await search(nc, "HOLES", { isOldestFirst: true });
    expect(forwards.sequences).toEqual(holes.sequences.toReversed());
    // 100, 400, 700 and 1,000 leave the same rest.
    const some = await search(nc, "HOLES", { filter: "h.1" });
    expect(some.sequences).toEqual([1_000n, 700n, 400n, 100n]);
    expect((await search(nc, "LEADER")).sequences).toEqual([1_000n, 750n, 500n, 250n]);
  });

  it("looks at the subjects asked for alone, in the case asked for, and in nothing that the server adds", async () => {
    const some = await search(nc, "MANY", { filter: "m.needle.>" });
    expect(some.sequences).toEqual([planted[2]]);
    const exact = { ...text("NEEDLE"), isCaseExact: true };
    expect((await search(nc, "MANY", { expression: exact })).sequences).toEqual([planted[4], 1n]);
    for (const word of ["LEADER", "Nats-Sequence", "NATS/1.0", "Num-Pending"]) {
      expect((await search(nc, "LEADER", { expression: text(word) })).sequences).toEqual([]);
    }
  });

  it("begins where it is told to", async () => {
    const start = { from: "before", sequence: BigInt(middle) + 1n } as const;
    expect((await search(nc, "MANY", { start })).sequences).toEqual([
      ...[planted[2], planted[1], planted[0]],
    ]);
    expect((await search(nc, "MANY", { start, isOldestFirst: true })).sequences).toEqual([
      ...[planted[2], planted[3], planted[4]],
    ]);
  });

  it("tests JSON, and finds a word at the end of 8 MiB", async () => {
    const json = { by: "json", text: `$.n >= ${many}`, isCaseExact: false } as const;
    const start = { from: "before", sequence: BigInt(many) } as const;
    expect((await search(nc, "MANY", { expression: json, start })).sequences).toEqual([
      BigInt(many),
    ]);
    expect(await search(nc, "BIG")).toEqual({ sequences: [2n], messages: 3 });
  });

  it("takes nothing from work queues and interest streams, and makes no consumer", async () => {
    const { streams, consumers } = await jetstreamManager(nc);
    for (const name of ["WORK", "INTEREST"]) {
      const before = await streams.info(name);
      const own = await consumers.info(name, "own");
      expect((await search(nc, name)).sequences).toEqual([8n]);
      const after = await streams.info(name);
      expect(after.state).toMatchObject({ messages: 20, consumer_count: 1 });
      expect(after.state).toEqual(before.state);
      expect((await consumers.info(name, "own")).delivered).toEqual(own.delivered);
    }
  });
});
