import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Access } from "@/lib/model/connection";
import { grantOf } from "@/lib/roles/grant";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getJetStream } from "./account";
import { giveScope } from "./scope";
import { getServer } from "./server";
import { listStreams } from "./streams";

const inboxPrefix = "_INBOX";
const access: Access = {
  role: "observer",
  readOnly: false,
  apiPrefix: "$JS.API",
  inboxPrefix,
  tailSubjects: [],
  publishSubjects: [],
};

describe.each(["newest", "2.10", "2.9"] as const)(
  "a %s server in a JetStream domain",
  (version) => {
    let server: TestServer;
    let nc: NatsConnection;

    beforeAll(async () => {
      server = await startServer({
        version,
        jetstream: false,
        config: (dir) => `
        jetstream { store_dir: ${JSON.stringify(`${dir}/js`)}, domain: hub }
        accounts {
          HOLDER {
            jetstream: enabled
            users: [ { user: holder, password: pw } ]
            exports: [ { service: "$JS.API.>", response_type: stream } ]
          }
          GUEST {
            users: [ { user: guest, password: pw } ]
            imports: [ { service: { account: HOLDER, subject: "$JS.API.>" }, to: "shop.js.>" } ]
          }
        }`,
      });
      nc = await connectTo(server.url, { auth: { kind: "user", user: "holder", password: "pw" } });
    });

    afterAll(async () => {
      await nc?.close();
      await server?.stop();
    });

    it("is asked under its domain's prefix", async () => {
      giveScope(nc, { inboxPrefix, apiPrefix: "$JS.hub.API" });
      expect(await getJetStream(nc)).toMatchObject({ ok: true, value: { domain: "hub" } });
      expect(await listStreams(nc)).toEqual({ ok: true, value: [] });
    });

    it("says which domain it is in to whoever asks for another", async () => {
      giveScope(nc, { inboxPrefix, apiPrefix: "$JS.elsewhere.API" });
      expect(await getJetStream(nc)).toEqual({
        ok: false,
        error: {
          kind: "no-api",
          what: "What is stored",
          apiPrefix: "$JS.elsewhere.API",
          serverDomain: "hub",
        },
      });
    });

    it("is asked through an account's import, under the prefix that it gave", async () => {
      const guest = await connectTo(server.url, {
        auth: { kind: "user", user: "guest", password: "pw" },
      });
      try {
        giveScope(guest, { inboxPrefix, apiPrefix: "shop.js" });
        expect(await listStreams(guest)).toEqual({ ok: true, value: [] });
        giveScope(guest, { inboxPrefix, apiPrefix: "shop.other" });
        expect(await listStreams(guest)).toMatchObject({
          ok: false,
          error: { kind: "no-api", apiPrefix: "shop.other" },
        });
      } finally {
        await guest.close();
      }
    });

    it("is not even asked what the role may not ask", async () => {
      giveScope(nc, { inboxPrefix, apiPrefix: "$JS.API", grant: grantOf(access) });
      const sent = nc.stats().outMsgs;
      expect(await getServer(nc)).toEqual({
        ok: false,
        error: {
          kind: "permission",
          what: "The server's figures",
          operation: "publish",
          subject: "$SYS.REQ.SERVER.PING.VARZ",
          by: { who: "role", role: "observer", readOnly: false, rolesThatMay: ["admin"] },
        },
      });
      expect(nc.stats().outMsgs).toBe(sent);
      expect(await listStreams(nc)).toMatchObject({ ok: true });
      expect(nc.stats().outMsgs).toBe(sent + 1);
    });

    it("is asked again once the role may", async () => {
      giveScope(nc, {
        inboxPrefix,
        apiPrefix: "$JS.API",
        grant: grantOf({ ...access, role: "admin" }),
      });
      expect(await getServer(nc)).toMatchObject({ error: { kind: "no-responders" } });
    });
  },
);
