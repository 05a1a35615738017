import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reading } from "@/lib/errors/app-error";
import type { BulkJob, BulkTally, KvExportPart, KvFileFormat } from "@/lib/model/kv-bulk";
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
});
