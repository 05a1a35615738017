import { connect } from "node:net";
import { jetstreamManager, type StreamConfig } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { ObjectsState } from "@/lib/model/object-list";
import type { ObjectInfo } from "@/lib/model/objects";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";
import { createObjectsCalls } from "./objects-calls";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const odd = ["größe.txt", "世界/文件", "a//b", "end/", "../../x", "\u202egpj.exe", "e\u0301", "é"];

let server: TestServer;
let gateway: TestGateway;
let nc: NatsConnection;
let close = () => {};

afterEach(() => close());

/** The objects of a store as a page hears of them. */
function open(bucket: string, most?: number) {
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(gateway.url("local")) }),
  );
  const { calls } = createObjectsCalls(bulk, most);
  const objects = new Map<string, ObjectInfo>();
  const states: ObjectsState[] = [];
  let unread = 0;
  const ended = calls.openObjects("one", { connectionId: "local", bucket }, (frame) => {
    for (const name of frame.gone) objects.delete(name);
    for (const info of frame.changed) objects.set(info.name, info);
    states.push(frame.state);
    unread = frame.unread;
  });
  close = () => calls.closeObjects("one");
  const names = () => [...objects.keys()].toSorted();
  return {
    ...{ objects, states, ended, unread: () => unread },
    listAll: () => calls.listAllObjects("one"),
    is: (state: ObjectsState["is"]) =>
      until(
        `${state}; it was ${states.at(-1)?.is}`,
        () => states.at(-1)?.is === state || undefined,
      ),
    lists: (wanted: readonly string[]) =>
      until(
        `${wanted}; it was ${names()}`,
        () => names().join("\n") === wanted.toSorted().join("\n") || undefined,
      ),
  };
}

async function makeStore(bucket: string, config: Partial<StreamConfig> = {}): Promise<void> {
  const jsm = await jetstreamManager(nc);
  await jsm.streams.add({
    ...{ name: `OBJ_${bucket}`, subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`] },
    ...{ allow_rollup_hdrs: true, allow_direct: true, ...config },
  });
}

function subjectOf(bucket: string, name: string, encoding: BufferEncoding = "utf8"): string {
  const encoded = Buffer.from(name, encoding).toString("base64");
  return `$O.${bucket}.M.${encoded.replaceAll("+", "-").replaceAll("/", "_")}`;
}

/** Writes metadata as clients do. */
async function put(
  bucket: string,
  name: string,
  meta: object = {},
  encoding?: BufferEncoding,
): Promise<void> {
  const rollup = headers();
  rollup.set("Nats-Rollup", "sub");
  const body = JSON.stringify({ name, bucket, nuid: "n", size: 3, chunks: 0, ...meta });
  await nc.request(subjectOf(bucket, name, encoding), body, { headers: rollup, timeout: 2_000 });
}

/** Publishes without a client, and waits until the server has it. */
async function publishRaw(subject: string, payload: string): Promise<void> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const pong = new Promise<void>((settle) => {
    socket.on("data", (data) => data.includes("PONG") && settle());
  });
  socket.write(
    `CONNECT {"verbose":false}\r\nPUB ${subject} ${payload.length}\r\n${payload}\r\nPING\r\n`,
  );
  await pong;
  socket.destroy();
}

const consumersOf = async (bucket: string) =>
  (await (await jetstreamManager(nc)).consumers.list(`OBJ_${bucket}`).next()).length;

describe.each(["newest", "2.10", "2.9"] as const)("the objects on a %s server", (version) => {
  beforeAll(async () => {
    server = await startServer({ version });
    gateway = await startGateway({ local: targetOf(server.url) }, {}, "reader");
    nc = await connectTo(server.url);
  });

  afterAll(async () => {
    await nc.close();
    await gateway.stop();
    await server.stop();
  });

  it("are listed whatever they are called and whoever wrote them, without those deleted", async () => {
    await makeStore("odd");
    for (const name of odd) await put("odd", name);
    await put("odd", "naïve", {}, "latin1");
    await put("odd", "was", { deleted: true });
    await put("odd", "two ways: ü", { size: 1 }, "latin1");
    await put("odd", "two ways: ü", { size: 2 });
    await nc.request("$O.odd.M.bm90aGluZw==", "no metadata");
    const list = open("odd");
    await list.is("live");
    await list.lists([...odd, "naïve", "two ways: ü"]);
    expect(list.objects.get("two ways: ü")?.sizeBytes).toBe(2n);
    expect(list.unread()).toBe(1);
    expect(await consumersOf("odd")).toBe(1);
    close();
    await list.ended;
    await until("no consumer", async () => (await consumersOf("odd")) === 0 || undefined);
  });

  it("tell what comes, changes and goes", async () => {
    await makeStore("live");
    for (const name of ["a", "b", "c"]) await put("live", name);
    const list = open("live");
    await list.lists(["a", "b", "c"]);
    await put("live", "d");
    await put("live", "a", { size: 99 });
    await put("live", "b", { deleted: true });
    await list.lists(["a", "c", "d"]);
    expect(list.objects.get("a")).toMatchObject({ sizeBytes: 99n, revision: 5n });
    await list.is("live");
  });

  it("beyond the limit are listed when somebody asks, and the others stay live meanwhile", async () => {
    await makeStore("many");
    for (let n = 0; n < 6; n++) await put("many", `n${n}`);
    const list = open("many", 3);
    await list.is("cut");
    await list.lists(["n0", "n1", "n2"]);
    expect(list.states.at(-1)).toEqual({ is: "cut", read: 3, total: 6 });
    await put("many", "n0", { size: 7 });
    await put("many", "new");
    await list.lists(["n0", "n1", "n2", "new"]);
    list.listAll();
    await list.lists(["n0", "n1", "n2", "n3", "n4", "n5", "new"]);
    await list.is("live");
    expect(list.objects.get("n0")?.sizeBytes).toBe(7n);
  });

  it.each([
    ["a consumer would take part in what is kept", { retention: "workqueue" }, "would-consume"],
    ["no consumer may be made", { max_consumers: 1 }, "jetstream"],
  ] as const)("are asked for now and then where %s", async (_, config, kind) => {
    const bucket = `quiet-${kind}`;
    await makeStore(bucket, config);
    if (kind === "jetstream") {
      const jsm = await jetstreamManager(nc);
      await jsm.consumers.add(`OBJ_${bucket}`, { durable_name: "theirs" });
    }
    const before = await consumersOf(bucket);
    for (const name of ["a", "b"]) await put(bucket, name);
    const list = open(bucket);
    await list.lists(["a", "b"]);
    await list.is("polled");
    expect(list.states.at(-1)).toMatchObject({ why: { kind } });
    await put(bucket, "c");
    await put(bucket, "a", { deleted: true });
    await list.lists(["b", "c"]);
    expect(await consumersOf(bucket)).toBe(before);
  });
});

describe("the objects on one server", () => {
  beforeEach(async () => {
    server = await startServer({});
    gateway = await startGateway({ local: targetOf(server.url) }, {}, "reader");
    nc = await connectTo(server.url);
  });

  afterEach(async () => {
    close();
    await nc.close();
    await gateway.stop();
    await server.stop();
  });

  it("go from the list when they go without a word", async () => {
    await makeStore("live");
    for (const name of ["a", "b"]) await put("live", name);
    const list = open("live");
    await list.lists(["a", "b"]);
    const jsm = await jetstreamManager(nc);
    await jsm.streams.purge("OBJ_live", { filter: subjectOf("live", "b") });
    await list.lists(["a"]);
    await jsm.streams.purge("OBJ_live");
    await list.lists([]);
    await jsm.streams.delete("OBJ_live");
    expect(await list.ended).toMatchObject({ ok: false, error: { kind: "not-found" } });
  });

  it("stay in sight while the server is away, and are right when it is there again", async () => {
    await makeStore("store");
    for (const name of ["a", "b"]) await put("store", name);
    const list = open("store");
    await list.lists(["a", "b"]);
    await list.is("live");
    await nc.close();
    await server.kill();
    await list.is("lost");
    await server.restart();
    // A client of another transport, opened meanwhile, would take the link's from it.
    await publishRaw(subjectOf("store", "c"), JSON.stringify({ name: "c" }));
    await publishRaw(subjectOf("store", "a"), JSON.stringify({ name: "a", deleted: true }));
    await list.is("live");
    await list.lists(["b", "c"]);
  });
});
