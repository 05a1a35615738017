import { createHash, randomBytes } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import type { RoleName } from "@/lib/model/role";
import { grantOf } from "@/lib/roles/grant";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { connectThrough, startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { getAccount, getJetStream } from "./account";
import { watchKeys } from "./kv";
import { getObject } from "./objects";
import { giveScope } from "./scope";
import { getServer } from "./server";
import { listStreams } from "./streams";

const keyCount = 20_000;
const names = { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" };
const large = randomBytes(64 * 1024 * 1024);

describe.each(["newest", "2.10", "2.9"] as const)(
  "through the gateway to a %s server",
  (version) => {
    let server: TestServer;
    let owner: NatsConnection;
    const gateways = new Map<RoleName, TestGateway>();

    async function open(role: RoleName): Promise<NatsConnection> {
      const known = gateways.get(role);
      const gateway = known ?? (await startGateway({ local: targetOf(server.url) }, {}, role));
      gateways.set(role, gateway);
      const nc = await connectThrough(gateway.url("local"));
      const access = { ...names, role, readOnly: false, tailSubjects: [], publishSubjects: [] };
      giveScope(nc, { ...names, grant: grantOf(access) });
      return nc;
    }

    const consumersOf = async (stream: string) =>
      (await (await jetstreamManager(owner)).consumers.list(stream).next()).length;

    beforeAll(async () => {
      server = await startServer({ version });
      owner = await connectTo(server.url);
      await new Kvm(owner).create("many");
      await fillStream(owner, keyCount, (n) => ({
        ...{ subject: `$KV.many.user.${n - 1}`, payload: `value ${n - 1}` },
      }));
      const store = await new Objm(owner).create("files");
      await store.putBlob({ name: "large.bin" }, large);
    }, 60_000);

    afterAll(async () => {
      await Promise.all([...gateways.values()].map((gateway) => gateway.stop()));
      await owner?.close();
      await server?.stop();
    });

    it.each(["reader", "admin"] as const)(
      `a %s watches ${keyCount} keys, each once with its value, and what changes`,
      async (role) => {
        const nc = await open(role);
        const entries: KvEntry[] = [];
        let isInitial = false;
        const watch = await watchKeys(nc, "many", {
          onEntry: (entry) => void entries.push(entry),
          onInitial: () => {
            isInitial = true;
          },
        });
        await until("all there is", () => isInitial);
        expect(entries).toHaveLength(keyCount);
        const wrong = entries.filter(({ key, value }) => {
          const text = new TextDecoder().decode(value);
          return text !== `value ${key.slice("user.".length)}` && text !== "value 7, changed";
        });
        expect(wrong).toEqual([]);
        expect(new Set(entries.map(({ key }) => key)).size).toBe(keyCount);
        expect(await consumersOf("KV_many")).toBe(1);
        owner.publish("$KV.many.user.7", "value 7, changed");
        await until("the change", () => entries.length === keyCount + 1);
        if (watch.ok) await watch.value.stop();
        expect(await consumersOf("KV_many")).toBe(0);
        await nc.close();
      },
    );

    it.each(["reader", "admin"] as const)("a %s reads 64 MiB byte for byte", async (role) => {
      const nc = await open(role);
      const hash = createHash("sha256");
      const result = await getObject(nc, "files", "large.bin", {
        onChunk: (chunk) => void hash.update(chunk),
      });
      expect(result).toMatchObject({ ok: true, value: { sizeBytes: BigInt(large.length) } });
      expect(hash.digest("hex")).toBe(createHash("sha256").update(large).digest("hex"));
      expect(await consumersOf("OBJ_files")).toBe(0);
      await nc.close();
    });

    it("an observer is told before anything is sent that keys and objects are not for them", async () => {
      const nc = await open("observer");
      const refusal = {
        ok: false,
        error: { kind: "permission", by: { who: "role", role: "observer" } },
      };
      expect(await watchKeys(nc, "many", { onEntry: () => undefined })).toMatchObject(refusal);
      expect(await getObject(nc, "files", "large.bin", { onChunk: () => undefined })).toMatchObject(
        refusal,
      );
      await nc.close();
    });

    it.each(["observer", "reader", "publisher", "operator", "admin"] as const)(
      "everything that the overview asks is allowed to a %s, but for what it leaves out",
      async (role) => {
        const nc = await open(role);
        expect(await listStreams(nc)).toMatchObject({ ok: true });
        expect(await getAccount(nc)).toMatchObject({ ok: true });
        expect(await getJetStream(nc)).toMatchObject({ ok: true });
        const kind = role === "admin" ? "no-responders" : "permission";
        expect(await getServer(nc)).toMatchObject({ ok: false, error: { kind } });
        await nc.close();
        expect(gateways.get(role)?.logged).toEqual([]);
      },
    );

    it("says that the role was in the way, where the page did not know it yet", async () => {
      const nc = await open("observer");
      giveScope(nc, names);
      expect(await getServer(nc)).toMatchObject({
        ok: false,
        error: { kind: "permission", subject: "$SYS.REQ.SERVER.PING.VARZ" },
      });
      await nc.close();
    });
  },
);
