import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { jetstream, jetstreamManager, type StreamConfig } from "@nats-io/jetstream";
import { headers, type NatsConnection, nuid } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { type Lab, startLab } from "./lab";

// A store is made, filled and read here without any object client: what they refuse NATS takes, and what is in NATS is
// what counts.

/** A console over two servers, and over the newest in other ways, too. */
export type ObjectLab = Lab & {
  servers: TestServer[];
  /** The test's own way to each server, by the connection's id in the console. */
  nats: Record<"newest" | "210", NatsConnection>;
  /** What the connection "far" goes through to the newest. */
  proxy: FaultProxy;
};

/** Starts and fills them: "newest", "210"; "prod" is production, "far" goes through a proxy. */
export async function startObjectLab(
  fill: (nc: NatsConnection) => Promise<void>,
): Promise<ObjectLab> {
  const servers = await Promise.all([startServer(), startServer({ version: "2.10" })]);
  const [{ url }, { url: url210 }] = servers;
  const [newest, older] = await Promise.all([connectTo(url), connectTo(url210)]);
  await Promise.all([fill(newest), fill(older)]);
  const proxy = await startFaultProxy({ port: Number(new URL(url).port) });
  const lab = await startLab([
    { id: "newest", url },
    { id: "210", url: url210 },
    { id: "prod", label: "Shop", url, production: true },
    { id: "far", url: proxy.url },
  ]);
  const stop = async () => {
    await lab.stop();
    await proxy.stop();
    await Promise.all([newest.close(), older.close()]);
    await Promise.all(servers.map((server) => server.stop()));
  };
  return { ...lab, servers, nats: { newest, "210": older }, proxy, stop };
}

/** Makes a store as clients make it. */
export async function makeStore(
  nc: NatsConnection,
  bucket: string,
  more: Partial<StreamConfig> = {},
): Promise<void> {
  const { streams } = await jetstreamManager(nc);
  await streams.add({
    name: `OBJ_${bucket}`,
    ...(more.mirror ? {} : { subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`] }),
    ...{ discard: "new", storage: "file", allow_rollup_hdrs: true, allow_direct: true },
    ...more,
  });
}

/** What a test says of an object beside its bytes. */
type Said = Record<string, unknown> & { chunkBytes?: number };

/** Puts an object as the CLI does. */
export async function putObject(
  nc: NatsConnection,
  bucket: string,
  name: string,
  bytes: Uint8Array | string,
  { chunkBytes = 128 * 1024, ...said }: Said = {},
): Promise<string> {
  const content = Buffer.from(bytes);
  const id = nuid.next();
  let chunks = 0;
  for (let at = 0; at < content.length; at += chunkBytes) {
    await send(nc, `$O.${bucket}.C.${id}`, content.subarray(at, at + chunkBytes));
    chunks += 1;
  }
  await putMeta(nc, bucket, name, {
    ...{ nuid: id, size: content.length, chunks, digest: digestOf(content) },
    ...{ options: { max_chunk_size: chunkBytes }, mtime: "0001-01-01T00:00:00Z", ...said },
  });
  return id;
}

/** Puts only metadata: a link, a marker, or what is wrong. */
export async function putMeta(
  nc: NatsConnection,
  bucket: string,
  name: string,
  meta: Record<string, unknown>,
): Promise<void> {
  const body = JSON.stringify({ name, bucket, ...meta });
  await send(nc, metaSubject(bucket, name), body, { "Nats-Rollup": "sub" });
}

/** Puts chunks that no object names; answers what names them. */
export async function putChunks(nc: NatsConnection, bucket: string, sizes: number[]) {
  const id = nuid.next();
  for (const size of sizes) await send(nc, `$O.${bucket}.C.${id}`, new Uint8Array(size));
  return id;
}

/** What NATS holds of an object; null where there is no metadata under the subject that Go and the CLI use. */
type Held = { meta: Record<string, unknown>; sizes: number[]; sha: string };

/** Reads metadata and chunks, and fails where the chunks are not what the metadata says. */
export async function readObject(
  nc: NatsConnection,
  bucket: string,
  name: string,
): Promise<Held | null> {
  const meta = await readMeta(nc, bucket, name);
  if (!meta) return null;
  const hash = createHash("sha256");
  const sizes: number[] = [];
  const count = Number(meta.chunks);
  if (count > 0) {
    const filter_subjects = `$O.${bucket}.C.${meta.nuid}`;
    const consumer = await jetstream(nc).consumers.get(`OBJ_${bucket}`, { filter_subjects });
    for await (const message of await consumer.consume({ max_bytes: 8 * 1024 * 1024 })) {
      hash.update(message.data);
      sizes.push(message.data.length);
      if (sizes.length === count) break;
    }
    await consumer.delete();
  }
  const held = { meta, sizes, sha: hash.digest("hex") };
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size !== meta.size) throw new Error(`${size} bytes are stored, and ${meta.size} said`);
  return held;
}

/** The newest metadata of a name. */
export async function readMeta(
  nc: NatsConnection,
  bucket: string,
  name: string,
): Promise<Record<string, unknown> | null> {
  const { streams } = await jetstreamManager(nc);
  const last = { last_by_subj: metaSubject(bucket, name) };
  const message = await streams.getMessage(`OBJ_${bucket}`, last);
  return message ? message.json() : null;
}

/** How many chunks lie in a store, by what names them. */
export async function chunksIn(
  nc: NatsConnection,
  bucket: string,
): Promise<Record<string, number>> {
  const { streams } = await jetstreamManager(nc);
  const { state } = await streams.info(`OBJ_${bucket}`, { subjects_filter: `$O.${bucket}.C.*` });
  const counts = Object.entries(state.subjects ?? {});
  return Object.fromEntries(counts.map(([subject, count]) => [subject.split(".")[3], count]));
}

/** What bytes are compared by. */
export function sha(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The same of a file, however large. */
export async function shaOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** A digest as metadata says it. */
export function digestOf(bytes: Uint8Array | string): string {
  return `SHA-256=${padded(createHash("sha256").update(bytes).digest())}`;
}

/** Where the metadata of a name lies. */
function metaSubject(bucket: string, name: string): string {
  return `$O.${bucket}.M.${padded(Buffer.from(name, "utf8"))}`;
}

/** An object's address, opened in its folder. */
export function objectPath(connection: string, bucket: string, name: string): string {
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const query = new URLSearchParams({ object: name, ...(folder && { folder }) });
  return `/c/${connection}/objects/${bucket}?${query}`;
}

/** The pane in which an object is open. */
export function objectPane(page: Page, name: string): Locator {
  return page.getByRole("region", { name: `Object ${name}`, exact: true });
}

/** What is being uploaded, and was. */
export function uploads(page: Page): Locator {
  return page.getByRole("region", { name: "Uploads", exact: true });
}

/** Chooses files as a person does, by the button. */
export async function upload(
  page: Page,
  files: string | { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Upload", exact: true }).click(),
  ]);
  await chooser.setFiles(files);
}

async function send(
  nc: NatsConnection,
  subject: string,
  body: Uint8Array | string,
  lines: Record<string, string> = {},
): Promise<number> {
  const sent = headers();
  for (const [name, line] of Object.entries(lines)) sent.set(name, line);
  const answer = await nc.request(subject, body, { headers: sent, timeout: 5_000 });
  const { seq, error } = answer.json<{ seq?: number; error?: { description: string } }>();
  if (seq === undefined) throw new Error(error?.description ?? "no answer of a stream");
  return seq;
}

function padded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
