import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createUser } from "@nats-io/nkeys";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { Credentials } from "@/lib/model/credentials";
import { usersConfig } from "@/lib/testing/accounts";
import { createOperator, type Operator } from "@/lib/testing/operator";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { openTestLink, type TestLink, wayTo } from "./link-lab";
import { findWay } from "./way";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const user = createUser();
const seed = new TextDecoder().decode(user.getSeed());
const stranger = new TextDecoder().decode(createUser().getSeed());
const ada: Credentials = { kind: "user", user: "ada", password: "s3cret" };

let operator: Operator;
let creds = "";
let server: TestServer | undefined;
let opened: TestLink | undefined;

beforeAll(async () => {
  operator = await createOperator();
  creds = await operator.accounts.APP.createCreds("ada");
});
afterEach(async () => {
  await opened?.stop();
  await server?.stop();
});

async function open(options: ServerOptions) {
  server = await startServer({ ...options, websocket: true });
  const address = `ws://127.0.0.1:${server.ports.websocket}`;
  opened = openTestLink(() => wayTo(address, "direct"), until);
  return { server, address, ...opened };
}

const token = { config: 'authorization { token: "t0ken" }' };
const users = { config: usersConfig([{ user: "ada", password: "s3cret" }]) };
const nkeys = {
  config: `authorization { users: [ { nkey: ${user.getPublicKey()} } ] }`,
};
const between = (begin: string, end: string) => creds.split(begin)[1]?.split(end)[0]?.trim() ?? "";
const jwtOf = () => between("-----BEGIN NATS USER JWT-----", "------END NATS USER JWT------");
const seedOf = () => between("-----BEGIN USER NKEY SEED-----", "------END USER NKEY SEED------");

describe("a direct link", () => {
  it.each<[string, () => ServerOptions, () => Credentials]>([
    ["a user", () => users, () => ada],
    ["a token", () => token, () => ({ kind: "token", token: "t0ken" })],
    ["an nkey", () => nkeys, () => ({ kind: "nkey", seed })],
    ["credentials", () => ({ config: operator.config }), () => ({ kind: "creds", creds })],
    [
      "a JWT and its seed",
      () => ({ config: operator.config }),
      () => ({ kind: "jwt", jwt: jwtOf(), seed: seedOf() }),
    ],
    ["nothing", () => ({}), () => ({ kind: "none" })],
  ])("asks who comes, and goes in with %s", async (_name, options, credentials) => {
    const { link, becomes } = await open(options());
    expect(await becomes("credentials")).toEqual({ state: "credentials" });
    link.signIn(credentials());
    await becomes("connected");
    const nc = await link.nats();
    expect(await nc.rtt()).toBeGreaterThanOrEqual(0);
  });

  it("says in the server's words that it refused somebody, and takes the next", async () => {
    const { link, heard, becomes } = await open(users);
    await becomes("credentials");
    link.signIn({ kind: "user", user: "ada", password: "wr0ng" });
    await becomes("connecting");
    expect(await becomes("credentials", 2_000)).toEqual({
      state: "credentials",
      why: "The server said: Authorization Violation.",
    });
    link.signIn(ada);
    await becomes("connected", 1_000);
    expect(JSON.stringify(heard)).not.toMatch(/s3cret|wr0ng/);
  });

  it("refuses a stranger's key", async () => {
    const { link, becomes } = await open(nkeys);
    await becomes("credentials");
    link.signIn({ kind: "nkey", seed: stranger });
    await becomes("connecting");
    expect((await becomes("credentials", 2_000)).why).toContain("Authorization Violation");
  });

  it.each<[Credentials, RegExp]>([
    [{ kind: "nkey", seed: "SUABC" }, /no seed of a user/],
    [{ kind: "creds", creds: "nonsense" }, /no credentials/],
    [{ kind: "jwt", jwt: "e.y.j", seed: "x" }, /seed of this JWT/],
  ])("says what can't be read, without asking the server: %j", async (credentials, words) => {
    const { link, becomes } = await open({});
    await becomes("credentials");
    link.signIn(credentials);
    expect((await becomes("credentials")).why).toMatch(words);
  });

  it("comes back after an outage with what it was given, until somebody signs out", async () => {
    const { server, link, becomes } = await open(users);
    await becomes("credentials");
    link.signIn(ada);
    await becomes("connected");
    await server.kill();
    await becomes("reconnecting");
    await server.restart();
    await becomes("connected", 5_000);
    const nc = await link.nats();
    link.signOut();
    expect(await becomes("credentials")).toEqual({ state: "credentials" });
    await nc.closed();
  });

  it("says what may be wrong where nothing answers", async () => {
    const { server, link, address, becomes } = await open(users);
    await becomes("credentials");
    await server.kill();
    link.signIn(ada);
    expect((await becomes("reconnecting")).why).toBe(
      `Nothing that this browser trusts answers at ${address}.`,
    );
  });

  it("asks anew when the server does not know any more who came", async () => {
    const { server, link, becomes } = await open({
      config: (dir) => {
        writeFileSync(join(dir, "users.conf"), usersConfig([{ user: "ada", password: "s3cret" }]));
        return 'include "./users.conf"';
      },
    });
    await becomes("credentials");
    link.signIn(ada);
    await becomes("connected");
    writeFileSync(join(server.dir, "users.conf"), usersConfig([{ user: "eve", password: "x" }]));
    process.kill(server.pid, "SIGHUP");
    expect((await becomes("credentials", 5_000)).why).toContain("Authorization Violation");
  });
});

describe("the way to a direct connection", () => {
  const summary = (address: string) => ({
    id: "edge",
    label: "Edge",
    source: "config" as const,
    addresses: [address],
    transport: "direct" as const,
    status: { state: "direct" as const, address },
    production: false,
    readOnly: false,
    isDefault: true,
    access: {
      role: "observer" as const,
      readOnly: false,
      apiPrefix: "$JS.API",
      inboxPrefix: "_INBOX",
      tailSubjects: [],
      publishSubjects: [],
    },
  });
  const wayFrom = (origin: string, address: string) =>
    findWay("edge", {
      origin,
      list: { ok: true, value: { connections: [summary(address)], problems: [] } },
    });

  it("leads straight to the server, and polices nobody", () => {
    expect(wayFrom("http://localhost:3222", "ws://edge:8080")).toEqual({
      kind: "direct",
      address: "ws://edge:8080",
      scope: { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" },
    });
    expect(wayFrom("https://console.example", "wss://edge:8080").kind).toBe("direct");
  });

  it("is closed to ws:// from a page that came by https, and to what is no WebSocket", () => {
    expect(wayFrom("https://console.example", "ws://edge:8080")).toMatchObject({
      kind: "closed",
      why: expect.stringContaining("wss://"),
    });
    expect(wayFrom("http://localhost:3222", "nats://edge:4222").kind).toBe("closed");
  });
});
