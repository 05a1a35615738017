import { createHash, randomBytes } from "node:crypto";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { type ObjectStore, Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectEdit, ObjectInfo } from "@/lib/model/objects";
import { connectTo } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { linkObject } from "./object-link";
import { readObjectStart } from "./object-start";
import { uploadObject } from "./object-upload";
import { deleteObject, editObject, getObjectNow } from "./object-write";

const words = { description: "", headers: {}, metadata: {} };
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const encoded = (name: string) =>
  Buffer.from(name).toString("base64").replaceAll("+", "-").replaceAll("/", "_");

describe.each(["newest", "2.10", "2.9"] as const)("an object on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  let store: ObjectStore;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    store = await new Objm(nc).create("files");
    await new Objm(nc).create("other");
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const put = async (name: string, bytes: Uint8Array<ArrayBuffer> = randomBytes(5_000)) => {
    const wish = { bucket: "files", name, file: new Blob([bytes]), ...words };
    const options = { signal: new AbortController().signal, tell: () => undefined };
    const rest = { chunkBytes: 1_000, replaces: undefined };
    const outcome = await uploadObject(async () => nc, { ...wish, ...rest }, options);
    if (outcome.is !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.info;
  };
  const now = async (name: string) => {
    const found = await getObjectNow(nc, { bucket: "files", name });
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value;
  };
  const edit = async (info: ObjectInfo, change: Partial<ObjectEdit>) => {
    const { name, description, headers, metadata } = info;
    const outcome = await editObject(nc, info, { name, description, headers, metadata, ...change });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return outcome.value;
  };
  const raw = async (name: string) => {
    const manager = await jetstreamManager(nc);
    const subject = `$O.files.M.${encoded(name)}`;
    const message = await manager.streams.getMessage("OBJ_files", { last_by_subj: subject });
    return message?.json() as Record<string, unknown>;
  };
  const chunkCount = async ({ nuid }: ObjectInfo) => {
    const manager = await jetstreamManager(nc);
    const subject = `$O.files.C.${nuid}`;
    const { state } = await manager.streams.info("OBJ_files", { subjects_filter: subject });
    return state.subjects?.[subject] ?? 0;
  };

  it("has its words changed where it is what was shown, and keeps what others wrote", async () => {
    const info = await put("edited");
    const message = JSON.stringify({ ...(await raw("edited")), revision: 7, ours: { a: 1 } });
    const { seq } = await jetstream(nc).publish(`$O.files.M.${encoded("edited")}`, message);
    const shown = { ...info, revision: BigInt(seq) };
    const change = { description: "new", headers: { "X-A": ["1"] }, metadata: { who: "世" } };
    expect(await edit(info, change)).toMatchObject({
      is: "changed",
      info: { revision: BigInt(seq) },
    });
    expect(await edit(shown, change)).toMatchObject({ is: "done", info: change });
    expect(await raw("edited")).toMatchObject({ ...change, ours: { a: 1 }, nuid: info.nuid });
    expect(await chunkCount(info)).toBe(5);
    expect(await store.get("edited")).not.toBeNull();
    const later = await now("edited");
    const none = { description: "", headers: {}, metadata: {} };
    if (later) await edit(later, none);
    expect(Object.keys(await raw("edited"))).not.toContain("description");
  });

  it("gets another name and keeps its chunks, unless that name is taken", async () => {
    const bytes = randomBytes(5_000);
    const info = await put("before", bytes);
    const taken = await put("taken");
    expect(await edit(info, { name: "taken" })).toMatchObject({
      is: "changed",
      info: { name: "taken", revision: taken.revision },
    });
    const renamed = await edit(info, { name: "folder/世", description: "moved" });
    expect(renamed).toMatchObject({ is: "done", info: { name: "folder/世", nuid: info.nuid } });
    expect(renamed).not.toHaveProperty("left");
    expect(await now("before")).toBeNull();
    const start = await readObjectStart(nc, { bucket: "files", name: "folder/世" }, 10_000);
    expect(start.ok && start.value.isWhole && sha256(start.value.bytes)).toBe(sha256(bytes));
    // Whoever writes the old name anew purges what its marker names.
    await store.putBlob({ name: "before" }, randomBytes(10));
    expect(await chunkCount(info)).toBe(5);
  });

  it("is deleted with its chunks, but not with those that another name has", async () => {
    const info = await put("gone");
    expect(await deleteObject(nc, { ...info, revision: info.revision - 1n })).toMatchObject({
      value: { is: "changed", info: { revision: info.revision } },
    });
    expect(await deleteObject(nc, info)).toMatchObject({ value: { is: "done" } });
    expect(await now("gone")).toBeNull();
    expect((await store.info("gone"))?.deleted).toBe(true);
    expect(await chunkCount(info)).toBe(0);
    expect(await deleteObject(nc, info)).toMatchObject({
      value: { is: "changed", info: undefined },
    });
    const one = await put("one");
    const twin = JSON.stringify({ ...(await raw("one")), name: "twin" });
    await jetstream(nc).publish(`$O.files.M.${encoded("twin")}`, twin);
    expect(await deleteObject(nc, one)).toMatchObject({ value: { is: "done" } });
    expect(await chunkCount(one)).toBe(5);
    const left = await now("twin");
    if (left) await deleteObject(nc, left);
    expect(await chunkCount(one)).toBe(0);
  });

  it("that the JavaScript client spelled in another way is renamed and deleted, not the one it would hide", async () => {
    await store.putBlob({ name: "Straße" }, randomBytes(10));
    const shown = await now("Straße");
    expect(shown && (await edit(shown, { name: "Weg" }))).toMatchObject({ is: "done" });
    expect(await store.info("Straße")).toMatchObject({ deleted: true });
    expect(await now("Weg")).toMatchObject({ nuid: shown?.nuid });
    // In Latin-1 it is what the other is in UTF-8.
    const other = await put("é");
    expect(await now("Ã©")).toBeNull();
    const info = await put("Ã©");
    expect(await deleteObject(nc, info)).toMatchObject({ value: { is: "done" } });
    expect(await now("é")).toMatchObject({ revision: other.revision });
  });

  it("is linked to where it is there, and nothing is made where it is not", async () => {
    await put("target");
    const link = (name: string, bucket: string, object?: string) =>
      linkObject(nc, {
        ...{ bucket: "files", name, description: "a way" },
        target: { bucket, ...(object === undefined ? {} : { name: object }) },
      });
    expect(await link("short", "files", "target")).toMatchObject({
      value: {
        is: "done",
        info: { link: { bucket: "files", name: "target" }, description: "a way" },
      },
    });
    expect(await link("whole", "other")).toMatchObject({
      value: { is: "done", info: { link: { bucket: "other" } } },
    });
    const missing = { ok: false, error: { kind: "not-done", cause: { kind: "not-found" } } };
    expect(await link("lost", "nowhere")).toMatchObject(missing);
    expect(await link("lost", "files", "nothing")).toMatchObject(missing);
    expect(await link("lost", "files", "short")).toMatchObject({
      ok: false,
      error: { detail: "Object short of files is a link itself." },
    });
    expect(await link("target", "other")).toMatchObject({ value: { is: "changed" } });
    expect(await now("lost")).toBeNull();
    const streams = await (await jetstreamManager(nc)).streams.names().next();
    expect(streams.sort()).toEqual(["OBJ_files", "OBJ_other"]);
    expect(await raw("short")).toMatchObject({ size: 0, chunks: 0 });
    const through = await readObjectStart(nc, { bucket: "files", name: "short" }, 1_500);
    expect(through).toMatchObject({ ok: true, value: { isWhole: false } });
    expect(through.ok && through.value.bytes.length).toBe(1_500);
  });

  it("of whose change no answer came is read back; nothing is sent twice", async () => {
    const info = await put("shaky");
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const far = await connectTo(proxy.url);
    proxy.set({ kind: "latency", delayMs: 100 });
    const sent = editObject(far, info, { name: "shaky", ...words, description: "mine" });
    await until("it is stored", async () => (await now("shaky"))?.description === "mine");
    proxy.set({ kind: "reset" });
    proxy.set({ kind: "pass" });
    const { revision } = (await now("shaky")) ?? info;
    expect(await sent).toMatchObject({ value: { is: "done", info: { revision } } });
    const request = far.request.bind(far);
    // The way breaks just before it is sent, and mends once it was given up.
    far.request = (subject, ...rest) => {
      if (!subject.startsWith("$O.")) return request(subject, ...rest);
      proxy.set({ kind: "half open" });
      return request(subject, ...rest).finally(() => proxy.set({ kind: "pass" }));
    };
    const lost = deleteObject(far, { ...info, revision }, { ackMs: 300, readBackMs: 300 });
    expect(await lost).toMatchObject({
      ok: false,
      error: { title: "Object shaky was not deleted" },
    });
    expect(await now("shaky")).toMatchObject({ revision });
    await far.close();
    await proxy.stop();
  });
});
