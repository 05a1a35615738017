import { afterAll, beforeAll, expect, it } from "vitest";
import { parseMatrix } from "@/lib/live/matrix-wire";
import { plainTarget, type Target } from "@/lib/server/connections/target";
import type { History } from "@/lib/server/history/history";
import {
  consumerRow,
  createThreadOpener,
  makeFolder,
  openHistory,
} from "@/lib/server/history/history-lab";
import { createHistoryApi } from "./api-history";

const beginMs = Date.UTC(2026, 4, 4, 9, 20);
const span = `from=${beginMs}&to=${beginMs + 30_000}`;
let history: History;
let remove: () => void;

beforeAll(() => {
  const folder = makeFolder();
  remove = folder.remove;
  history = openHistory(folder.folder, createThreadOpener());
  for (const at of [0, 1, 2]) {
    const row = consumerRow({ name: "w", pending: BigInt(at), lagSeconds: at * 60 });
    history.tick("c", { atMs: beginMs + at * 10_000, consumers: [row] });
  }
});
afterAll(async () => {
  await history.close();
  remove();
});

async function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const of = {
    source: "config" as const,
    urls: ["ws://h:1"],
    auth: { kind: "none" as const },
    tls: { handshakeFirst: false },
  };
  const targets = new Map<string, Target>([
    ["c", { ...plainTarget, ...of, id: "c", label: "c" }],
    ["d", { ...plainTarget, ...of, id: "d", label: "d", transport: "direct" }],
  ]);
  const api = createHistoryApi({ registry: { target: (id) => targets.get(id) }, history });
  return api.request(path, { headers });
}

it("answers a consumer's past as JSON, packed for who takes it so", async () => {
  const path = `/api/c/c/history?series=pending,lagMs&stream=S&consumer=w&${span}&points=3`;
  const answer = await ask(path);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({
    ...{ stepMs: 10_000, atMs: [0, 1, 2].map((at) => beginMs + at * 10_000) },
    values: { pending: { last: [0, 1, 2] }, lagMs: { max: [0, 60_000, 120_000] } },
    kept: { state: { kind: "on" } },
  });
  const long = path.replace("points=3", "points=2000").replace(/to=\d+/, `to=${beginMs + 9e6}`);
  const packed = await ask(long, { "Accept-Encoding": "gzip" });
  expect(packed.headers.get("Content-Encoding")).toBe("gzip");
});

it("answers the heat map as bytes", async () => {
  const answer = await ask(`/api/c/c/history/matrix?metric=lag&${span}&columns=3&rows=5`);
  const matrix = parseMatrix(new Uint8Array(await answer.arrayBuffer()));
  expect(matrix).toMatchObject({ columns: 3, rows: [{ stream: "S", name: "w" }], bands: [] });
  expect([...(matrix?.cells ?? [])]).toEqual([...(matrix?.cells ?? [])].sort((a, b) => a - b));
});

it.each([
  ["no series", `/history?${span}&points=3`, "series"],
  ["an unknown series", `/history?series=x&${span}&points=3`, "inMessages"],
  [
    "a consumer's series of a stream",
    `/history?series=lagMs&stream=S&${span}&points=3`,
    "lastSequence",
  ],
  ["a consumer without its stream", `/history?series=lagMs&consumer=w&${span}&points=3`, "stream"],
  ["too many points", `/history?series=connections&${span}&points=2001`, "points"],
  ["a time that runs backwards", "/history?series=connections&from=2&to=1&points=3", "to"],
  ["a parameter twice", `/history?series=connections&${span}&points=3&points=4`, "points"],
  ["an unknown parameter", `/history?series=connections&${span}&points=3&x=1`, "x"],
  ["another metric", `/history/matrix?metric=size&${span}&columns=3&rows=5`, "metric"],
])("refuses %s in words", async (_, path, word) => {
  const answer = await ask(`/api/c/c${path}`);
  expect(answer.status).toBe(400);
  const { error } = (await answer.json()) as { error: { detail: string; hint: string } };
  expect(error.detail).toContain(word);
  expect(error.hint).toMatch(/^It takes /);
});

it("knows neither connections that are not there nor the past of direct ones", async () => {
  expect((await ask(`/api/c/x/history?series=connections&${span}&points=3`)).status).toBe(404);
  expect((await ask(`/api/c/d/history?series=connections&${span}&points=3`)).status).toBe(409);
});
