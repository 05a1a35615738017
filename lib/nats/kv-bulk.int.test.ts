import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reading } from "@/lib/errors/app-error";
import type {
  BulkJob,
  BulkTally,
  ChosenKeys,
  KvExportPart,
  KvFileFormat,
} from "@/lib/model/kv-bulk";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { type BulkBook, countPlan, hashOf } from "./kv-bulk-book";
import { changeFrom, changeInFile } from "./kv-bulk-change";
import { exportKeys } from "./kv-bulk-export";
import { openKvFile } from "./kv-bulk-file";
import { planImport } from "./kv-bulk-import";
import { planChosen } from "./kv-bulk-plan";
import { itemsToWrite, runBulk } from "./kv-bulk-run";
import { scanKeys } from "./kv-bulk-scan";
import { getKvPlace, type KvPlace } from "./kv-place";

const keyCount = 2_000;
const never = new AbortController().signal;
const encoder = new TextEncoder();

function must<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(JSON.stringify(reading.error));
  return reading.value;
}

/** Values that are easily spoilt: none, bytes of every kind, marks of order, half letters, a whole mebibyte. */
function oddValue(n: number): Uint8Array {
  if (n === 1) return new Uint8Array(1_048_576 - 1_024).map((_, at) => (at * 7 + n) % 256);
  switch (n % 7) {
    case 0:
      return new Uint8Array();
    case 1:
      return Uint8Array.from({ length: n % 300 }, (_, at) => (at * n) % 256);
    case 2:
      return Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]);
    case 3:
      return encoder.encode(`{"n": ${n}, "big": 9007199254740993, "e": 1e400}\r\n`);
    case 4:
      return encoder.encode(`\u2028 "\\ \u0000 😀 ${n}`);
    case 5:
      return Uint8Array.from([0xed, 0xa0, 0x80]);
    default:
      return encoder.encode("null");
  }
}

const oddKey = (n: number) => (n % 10 === 0 ? `odd.a:b$c/ü=${n}` : `tree/${n % 20}.k_${n}`);

describe.each(["newest", "2.10", "2.9"] as const)("many keys on %s", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  const addBucket = async (bucket: string, more: Record<string, unknown> = {}) => {
    const { streams } = await jetstreamManager(nc);
    await streams.add({
      ...{ name: `KV_${bucket}`, subjects: [`$KV.${bucket}.>`], max_msgs_per_subject: 3 },
      ...{ allow_rollup_hdrs: true, allow_direct: true, ...more },
    });
  };
  const placeOf = async (bucket: string): Promise<KvPlace> => must(await getKvPlace(nc, bucket));
  /** Every key with a value, by the half of its hash. */
  const hashesOf = async (bucket: string) => {
    const found = new Map<string, string>();
    const place = await placeOf(bucket);
    const onEntry = ({
      key,
      operation,
      value,
    }: Parameters<Parameters<typeof scanKeys>[2]["onEntry"]>[0]) => {
      if (operation.kind === "put") found.set(key, `${value.length} ${hashOf(value)}`);
      else found.delete(key);
    };
    must(await scanKeys(nc, place, { filter: ">", signal: never, onEntry }));
    return found;
  };
  const fileOf = async (bucket: string, format: KvFileFormat, withHistory = false) => {
    const parts: Uint8Array[] = [];
    const chosen = { kind: "pattern", pattern: ">" } as const;
    const end = must(
      await exportKeys(
        nc,
        { bucket, chosen, format, withHistory },
        {
          put: ({ bytes }: KvExportPart) => parts.push(bytes),
          signal: never,
        },
      ),
    );
    return { end, file: new Blob(parts as BlobPart[]) };
  };
  const run = async (
    bucket: string,
    book: BulkBook,
    changeOf: Parameters<typeof runBulk>[2]["changeOf"],
    over = true,
  ) => {
    const told: BulkTally[] = [];
    const items = itemsToWrite(book.items, over);
    const how = { items, changeOf, signal: never, hear: (tally: BulkTally) => told.push(tally) };
    const tally = await runBulk(nc, await placeOf(bucket), how);
    for (const { total, done, failed, left } of told) expect(done + failed + left).toBe(total);
    return tally;
  };
  const importInto = async (bucket: string, file: Blob, name = "keys.json") => {
    const opened = await openKvFile(file, name);
    const book = must(await planImport(nc, await placeOf(bucket), opened, { signal: never }));
    return { book, changeOf: changeInFile(opened), plan: countPlan(book) };
  };
  const plan = async (bucket: string, job: Exclude<BulkJob, { kind: "import" }>) => {
    const place = await placeOf(bucket);
    const book = must(await planChosen(nc, place, job, { signal: never }));
    return { book, changeOf: changeFrom(nc, place), plan: countPlan(book) };
  };

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    await addBucket("A");
    await fillStream(nc, keyCount, (n) => ({
      ...{ subject: `$KV.A.${oddKey(n)}`, payload: oddValue(n) },
    }));
  });
  afterAll(async () => {
    await nc.close();
    await server.stop();
  });

  it.each(["jsonl", "json"] as const)("a file of %s makes the same bytes again", async (format) => {
    const bucket = `B_${format}`;
    await addBucket(bucket);
    const { end, file } = await fileOf("A", format);
    expect(end).toMatchObject({ entries: keyCount, keys: keyCount, sizeBytes: file.size });
    const { book, changeOf, plan: told } = await importInto(bucket, file);
    expect(told.counts).toMatchObject({ created: keyCount, changed: 0, same: 0, refused: 0 });
    expect(await hashesOf(bucket)).toEqual(new Map());
    const tally = await run(bucket, book, changeOf);
    expect(tally).toMatchObject({ total: keyCount, done: keyCount, failed: 0, left: 0 });
    expect(await hashesOf(bucket)).toEqual(await hashesOf("A"));
    const again = await importInto(bucket, file);
    expect(again.plan.counts).toMatchObject({ created: 0, changed: 0, same: keyCount });
  });

  it("a change in the middle, a value too large, and a cancellation are told, and nothing is lost count of", async () => {
    await addBucket("M", { max_msg_size: 100 });
    await fillStream(nc, 200, (n) => ({ subject: `$KV.M.k${n}`, payload: "old" }));
    const lines = Array.from({ length: 300 }, (_, at) => {
      const n = at + 1;
      const value = n === 250 ? "x".repeat(101) : `new ${n}`;
      return n === 251 ? "{broken" : JSON.stringify({ key: `k${n}`, value });
    });
    const {
      book,
      changeOf,
      plan: told,
    } = await importInto("M", new Blob([lines.join("\n")]), "a.jsonl");
    expect(told.counts).toMatchObject({ created: 98, changed: 200, refused: 2 });
    expect(book.items.find(({ line }) => line === 251)?.why).toMatch(/no JSON/);
    expect(book.items.find(({ line }) => line === 250)?.why).toMatch(/101 bytes/);
    const other = await nc.request("$KV.M.k7", "somebody's");
    const seq = (other.json() as { seq: number }).seq;
    const tally = await run("M", book, changeOf);
    expect(tally).toMatchObject({ total: 298, done: 297, failed: 1, left: 0, unknown: 0 });
    const failed = book.items.filter(({ outcome }) => outcome?.state === "failed");
    expect(failed.map(({ key, outcome }) => [key, outcome])).toEqual([
      [
        "k7",
        {
          ...{ state: "failed", isUnknown: false },
          why: `It was changed meanwhile, to revision ${seq}. It was left as it is.`,
        },
      ],
    ]);
    const held = await hashesOf("M");
    expect(held.get("k7")).toBe(`10 ${hashOf(encoder.encode("somebody's"))}`);
    expect(held.get("k8")).toBe(`5 ${hashOf(encoder.encode("new 8"))}`);
    const leaving = await importInto(
      "M",
      new Blob([lines.join("\n").replaceAll("new", "newer")]),
      "a.jsonl",
    );
    expect(itemsToWrite(leaving.book.items, false)).toEqual([]);
    const stopping = new AbortController();
    const half: BulkTally[] = [];
    const cancelled = await runBulk(nc, await placeOf("M"), {
      items: itemsToWrite(leaving.book.items, true),
      changeOf: async (item) => {
        if (item.key === "k40") stopping.abort();
        return leaving.changeOf(item);
      },
      signal: stopping.signal,
      hear: (one) => half.push(one),
    });
    expect(cancelled).toMatchObject({ total: 298, failed: 0, endedWhy: "cancelled" });
    expect(cancelled.done).toBeGreaterThanOrEqual(40);
    expect(cancelled.done + cancelled.left).toBe(298);
    const newer = [...(await hashesOf("M")).keys()].length;
    expect(newer).toBe(298);
  });

  it("keys are deleted, purged and copied as they were planned", async () => {
    await addBucket("D");
    await addBucket("E");
    await fillStream(nc, 60, (n) => ({
      subject: `$KV.D.${n % 2 ? "odd" : "even"}.${n}`,
      payload: `${n}`,
    }));
    await fillStream(nc, 10, (n) => ({
      subject: `$KV.E.odd.${n * 2 - 1}`,
      payload: n < 6 ? "other" : `${n * 2 - 1}`,
    }));
    const copy = await plan("D", {
      kind: "copy",
      chosen: { kind: "pattern", pattern: "odd.*" },
      to: "E",
    });
    expect(copy.plan.counts).toMatchObject({ created: 20, changed: 5, same: 5 });
    expect(await run("E", copy.book, copy.changeOf, false)).toMatchObject({ done: 20, left: 0 });
    const over = await plan("D", {
      kind: "copy",
      chosen: { kind: "pattern", pattern: "odd.*" },
      to: "E",
    });
    expect(over.plan.counts).toMatchObject({ created: 0, changed: 5, same: 25 });
    expect(await run("E", over.book, over.changeOf)).toMatchObject({ done: 5, failed: 0 });
    const both = await Promise.all(["D", "E"].map(hashesOf));
    const odd = [...(both[0] ?? [])].filter(([key]) => key.startsWith("odd"));
    expect(new Map(odd)).toEqual(both[1]);
    const deletion = await plan("D", {
      kind: "delete",
      chosen: { kind: "keys", keys: ["odd.1", "even.2", "none"] },
    });
    expect(deletion.plan.counts).toMatchObject({ deleted: 2, same: 1 });
    expect(await run("D", deletion.book, deletion.changeOf)).toMatchObject({ done: 2 });
    const purge = await plan("D", {
      kind: "purge",
      chosen: { kind: "pattern", pattern: ">", text: "ODD" },
    });
    expect(purge.plan.counts).toMatchObject({ purged: 30, same: 0 });
    expect(await run("D", purge.book, purge.changeOf)).toMatchObject({ done: 30 });
    expect((await hashesOf("D")).size).toBe(29);
    expect(
      (await plan("D", { kind: "purge", chosen: { kind: "pattern", pattern: "odd.>" } })).plan
        .counts,
    ).toMatchObject({ purged: 0, same: 30 });
  });

  it("a deleted key that was not shown keeps its history when all that was shown is purged", async () => {
    await addBucket("L");
    const lines = ["here", "gone"].map((key) => JSON.stringify({ key, value: "v" }));
    const { book, changeOf } = await importInto("L", new Blob([lines.join("\n")]), "l.jsonl");
    await run("L", book, changeOf);
    const gone = { kind: "pattern", pattern: "gone" } as const;
    const deleted = await plan("L", { kind: "delete", chosen: gone });
    await run("L", deleted.book, deleted.changeOf);
    const all = { kind: "pattern", pattern: ">" } as const;
    const countsOf = async (chosen: ChosenKeys) =>
      (await plan("L", { kind: "purge", chosen })).plan.counts;
    expect(await countsOf({ ...all, leavesDeleted: true })).toMatchObject({ purged: 1, same: 1 });
    expect(await countsOf(all)).toMatchObject({ purged: 2, same: 0 });
  });

  it("a server that is killed in the middle leaves no key untold, and no write is sent twice", async () => {
    await addBucket("K");
    const lines = Array.from({ length: 4_000 }, (_, n) =>
      JSON.stringify({ key: `k${n}`, value: "v" }),
    );
    const { book, changeOf } = await importInto("K", new Blob([lines.join("\n")]), "k.jsonl");
    let started = 0;
    let down: Promise<void> | undefined;
    const tally = await runBulk(nc, await placeOf("K"), {
      items: itemsToWrite(book.items, true),
      changeOf: (item) => {
        started++;
        if (started === 1_000) down = server.kill("SIGKILL").then(() => server.restart());
        return changeOf(item);
      },
      signal: never,
      hear: ({ total, done, failed, left }) => expect(done + failed + left).toBe(total),
      ackMs: 2_000,
    });
    await down;
    expect(tally.done + tally.failed + tally.left).toBe(4_000);
    const held = await hashesOf("K");
    const outcomes = book.items.map(({ key, outcome }) => ({ isHeld: held.has(key), outcome }));
    const isDone = ({ outcome }: (typeof outcomes)[number]) => outcome?.state === "done";
    const isNotWritten = ({ outcome }: (typeof outcomes)[number]) =>
      outcome?.state === "failed" && !outcome.isUnknown;
    expect(outcomes.filter(isDone).every(({ isHeld }) => isHeld)).toBe(true);
    expect(outcomes.filter(isNotWritten).some(({ isHeld }) => isHeld)).toBe(false);
    const { streams } = await jetstreamManager(nc);
    const { state } = await streams.info("KV_K");
    // Each key was written once at most: no revision has another below it.
    expect(state.messages).toBe(held.size);
    expect(state.last_seq).toBe(held.size);
    expect(tally.left).toBe(0);
  }, 60_000);
});
