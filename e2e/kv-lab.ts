import { createHash } from "node:crypto";
import { jetstreamManager, type StreamConfig } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import type { Locator, Page } from "@playwright/test";
import { connectTo } from "@/lib/testing/connect";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { type Lab, startLab } from "./lab";

// A bucket is made, filled and read here without any KV client: what they refuse NATS takes, and
// what is in NATS is what counts.

/** A console over servers of three versions, and over the newest in other ways, too. */
export type KvLab = Lab & {
  servers: TestServer[];
  /** The test's own way to each server, by the connection's id in the console. */
  nats: Record<"newest" | "210" | "29", NatsConnection>;
  /** What the connection "far" goes through to the newest. */
  proxy: FaultProxy;
};

/** Starts and fills them: "newest", "210", "29"; "look" may change nothing, "prod" is production, "far" goes through a proxy. */
export async function startKvLab(fill: (nc: NatsConnection) => Promise<void>): Promise<KvLab> {
  const versions = ["newest", "2.10", "2.9"] as const;
  const servers = await Promise.all(versions.map((version) => startServer({ version })));
  const [newest, older, oldest] = await Promise.all(servers.map(({ url }) => connectTo(url)));
  const [url = "", url210 = "", url29 = ""] = servers.map((server) => server.url);
  if (!newest || !older || !oldest) throw new Error("three servers were to be there");
  const nats = { newest, "210": older, "29": oldest };
  await Promise.all(Object.values(nats).map(fill));
  const proxy = await startFaultProxy({ port: Number(new URL(url).port) });
  const lab = await startLab([
    ...[
      { id: "newest", url },
      { id: "210", url: url210 },
      { id: "29", url: url29 },
    ],
    { id: "look", url, readOnly: true },
    { id: "prod", label: "Shop", url, production: true },
    { id: "far", url: proxy.url },
  ]);
  const stop = async () => {
    await lab.stop();
    await proxy.stop();
    await Promise.all(Object.values(nats).map((nc) => nc.close()));
    await Promise.all(servers.map((server) => server.stop()));
  };
  return { ...lab, servers, nats, proxy, stop };
}

/** Makes a bucket as clients make it. */
export async function makeBucket(
  nc: NatsConnection,
  bucket: string,
  more: Partial<StreamConfig> = {},
): Promise<void> {
  const { streams } = await jetstreamManager(nc);
  await streams.add({
    name: `KV_${bucket}`,
    ...(more.mirror ? {} : { subjects: [`$KV.${bucket}.>`] }),
    ...{ max_msgs_per_subject: 10, discard: "new", storage: "memory", deny_delete: true },
    ...{ allow_rollup_hdrs: true, allow_direct: true },
    ...more,
  });
}

/** Puts a value, or what the headers say, and answers its revision. */
export async function putKey(
  nc: NatsConnection,
  bucket: string,
  key: string,
  value: string | Uint8Array,
  lines: Record<string, string> = {},
): Promise<number> {
  const sent = headers();
  for (const [name, line] of Object.entries(lines)) sent.set(name, line);
  const answer = await nc.request(`$KV.${bucket}.${key}`, value, { headers: sent, timeout: 5_000 });
  const { seq, error } = answer.json<{ seq?: number; error?: { description: string } }>();
  if (seq === undefined) throw new Error(error?.description ?? "no answer of a stream");
  return seq;
}

/** What NATS holds as the newest of a key. */
export type Held = { revision: number; text: string; sha: string; operation: string; ttl: string };

/** Reads it by its whole subject; null where there is nothing. */
export async function readKey(
  nc: NatsConnection,
  bucket: string,
  key: string,
): Promise<Held | null> {
  const { streams } = await jetstreamManager(nc);
  const last = await streams.getMessage(`KV_${bucket}`, { last_by_subj: `$KV.${bucket}.${key}` });
  if (!last) return null;
  return {
    revision: last.seq,
    text: Buffer.from(last.data).toString("utf8"),
    sha: sha(last.data),
    operation: last.header?.get("KV-Operation") || "PUT",
    ttl: last.header?.get("Nats-TTL") ?? "",
  };
}

/** The text of a key in NATS: what most tests compare. */
export async function textOf(nc: NatsConnection, bucket: string, key: string): Promise<string> {
  const held = await readKey(nc, bucket, key);
  return held === null ? "nothing" : `${held.operation} ${held.text}`;
}

/** How many revisions NATS keeps of each key of a bucket. */
export async function revisionsIn(
  nc: NatsConnection,
  bucket: string,
): Promise<Record<string, number>> {
  const { streams } = await jetstreamManager(nc);
  const { state } = await streams.info(`KV_${bucket}`, { subjects_filter: ">" });
  const counts = Object.entries(state.subjects ?? {});
  return Object.fromEntries(
    counts.map(([subject, count]) => [subject.split(".").slice(2).join("."), count]),
  );
}

/** What bytes are compared by. */
export function sha(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A key's address. */
export function keyPath(connection: string, bucket: string, key: string): string {
  return `/c/${connection}/kv/${bucket}?key=${encodeURIComponent(key)}`;
}

/** The pane in which a key is open. */
export function keyPane(page: Page, key: string): Locator {
  return page.getByRole("region", { name: `Key ${key}`, exact: true });
}

/** The list of keys, as a tree or flat. */
export function keysGrid(page: Page): Locator {
  return page
    .getByRole("grid", { name: "Keys", exact: true })
    .or(page.getByRole("table", { name: "Keys", exact: true }))
    .or(page.getByRole("treegrid", { name: "Keys", exact: true }));
}
