import { jetstreamManager } from "@nats-io/jetstream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { changeFrom } from "./kv-bulk-change";
import { planChosen } from "./kv-bulk-plan";
import { toBulkReport } from "./kv-bulk-report";
import { itemsToWrite, runBulk } from "./kv-bulk-run";
import { getKvPlace } from "./kv-place";

let server: TestServer;
const user = (name: string) => ({ auth: { kind: "user" as const, user: name, password: "x" } });

beforeAll(async () => {
  server = await startServer({
    config: `authorization { users: [
      { user: owner, password: x }
      { user: clerk, password: x, permissions: { publish: { allow: ">", deny: ["$KV.P.secret.>"] } } }
    ] }`,
  });
});
afterAll(() => server.stop());

it("what the server refuses in the middle is told by key with the line it lacks, and the others are done", async () => {
  const owner = await connectTo(server.url, user("owner"));
  const { streams } = await jetstreamManager(owner);
  await streams.add({ name: "KV_P", subjects: ["$KV.P.>"], allow_rollup_hdrs: true });
  await fillStream(owner, 90, (n) => ({
    subject: `$KV.P.${n % 30 === 0 ? "secret" : "open"}.${n}`,
    payload: "v",
  }));
  const clerk = await connectTo(server.url, user("clerk"));
  const place = await getKvPlace(clerk, "P");
  if (!place.ok) throw new Error(place.error.kind);
  const { signal } = new AbortController();
  const job = { kind: "delete", chosen: { kind: "pattern", pattern: ">" } } as const;
  const book = await planChosen(clerk, place.value, job, { signal });
  if (!book.ok) throw new Error(book.error.kind);
  const items = itemsToWrite(book.value.items, true);
  const changeOf = changeFrom(clerk, place.value);
  const tally = await runBulk(clerk, place.value, {
    items,
    changeOf,
    signal,
    hear: () => undefined,
  });
  expect(tally).toMatchObject({ total: 90, done: 87, failed: 3, left: 0, unknown: 0 });
  const report = await toBulkReport(book.value, () => true).text();
  const lines = report
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { key: string; outcome: string; reason?: string });
  expect(lines.filter(({ outcome }) => outcome === "done")).toHaveLength(87);
  const failed = lines.filter(({ outcome }) => outcome === "failed");
  expect(failed.map(({ key }) => key)).toEqual(["secret.30", "secret.60", "secret.90"]);
  expect(failed[0]?.reason).toMatch(/\$KV\.P\.secret\.30/);
  const kept = await streams.info("KV_P", { subjects_filter: "$KV.P.secret.>" });
  expect(Object.keys(kept.state.subjects ?? {})).toHaveLength(3);
  await owner.close();
  await clerk.close();
});
