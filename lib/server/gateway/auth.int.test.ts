import * as jwt from "@nats-io/jwt";
import { createUser } from "@nats-io/nkeys";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Auth, Target, TlsFiles } from "@/lib/server/connections/target";
import { usersConfig } from "@/lib/testing/accounts";
import { type Authority, createAuthority } from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, startGateway, type TestGateway } from "@/lib/testing/gateway";
import { createOperator, type Operator } from "@/lib/testing/operator";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";

const user = { user: "ada", password: "s3cret-word" };
const key = createUser();
const seed = new TextDecoder().decode(key.getSeed());
const strangerSeed = new TextDecoder().decode(createUser().getSeed());
const token = "t0ken-of-the-lab";

let operator: Operator;
let creds: string;
let authority: Authority;
let server: TestServer | undefined;
let lab: TestGateway | undefined;

beforeAll(async () => {
  operator = await createOperator();
  creds = await operator.accounts.APP.createCreds("ada");
  authority = createAuthority();
});
afterEach(async () => {
  await lab?.stop();
  await server?.stop();
});

async function open(
  options: ServerOptions,
  auth: Auth,
  tls: Partial<TlsFiles> = {},
  scheme = "nats",
): Promise<string> {
  server = await startServer(options);
  const url = server.url.replace("nats", scheme).replace("127.0.0.1", "localhost");
  const target: Target = targetOf(url, { auth, tls });
  lab = await startGateway({ local: target });
  return lab.url("local");
}

async function expectRoundTrip(url: string): Promise<void> {
  const nats = await connectThrough(url);
  nats.subscribe("a", { callback: (_error, message) => void message.respond("b") });
  expect((await nats.request("a", "", { timeout: 2000 })).string()).toBe("b");
  await nats.close();
}

async function expectRefused(url: string, words: string): Promise<void> {
  const raw = openRaw(url);
  raw.socket.once("message", () => raw.send("CONNECT {}\r\nPING\r\n"));
  const { code, reason } = await raw.closed;
  expect({ code, reason }).toEqual({ code: 4401, reason: expect.stringContaining(words) });
  const told = `${raw.text()} ${reason} ${lab?.logged.join(" ")}`;
  for (const secret of [user.password, seed, strangerSeed, token, "wrong-word"]) {
    expect(told).not.toContain(secret);
  }
}

/** An account with one user whose JWT ends in so many seconds. */
async function expiringAccount(seconds: number): Promise<{ config: string; creds: string }> {
  const operatorKey = jwt.createOperator();
  const account = jwt.createAccount();
  const userKey = jwt.createUser();
  const operatorToken = await jwt.encodeOperator("brief", operatorKey);
  const accountToken = await jwt.encodeAccount(
    "APP",
    account,
    { limits: { conn: -1, subs: -1, data: -1, payload: -1 } },
    { signer: operatorKey },
  );
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const userToken = await jwt.encodeUser("ada", userKey, account, {}, { exp });
  return {
    config: `
operator: ${operatorToken}
resolver: MEMORY
resolver_preload: { ${account.getPublicKey()}: ${accountToken} }`,
    creds: new TextDecoder().decode(jwt.fmtCreds(userToken, userKey)),
  };
}

const configs = {
  user: usersConfig([user]),
  token: `authorization { token: "${token}" }`,
  nkey: `authorization { users: [ { nkey: ${key.getPublicKey()} } ] }`,
};

describe.each(["newest", "2.10", "2.9"] as const)(
  "a page comes in on nats-server %s",
  (version) => {
    it.each<[keyof typeof configs, Auth]>([
      ["user", { kind: "user", ...user }],
      ["token", { kind: "token", token }],
      ["nkey", { kind: "nkey", seed }],
    ])("as the connection's %s", async (kind, auth) => {
      await expectRoundTrip(await open({ version, config: configs[kind] }, auth));
    });

    it("with a creds file, and with its JWT and seed", async () => {
      const auth: Auth = { kind: "creds", creds };
      await expectRoundTrip(
        await open({ version, jetstream: false, config: operator.config }, auth),
      );
      const userJwt = /eyJ[\w.-]+/.exec(creds)?.[0] ?? "";
      const userSeed = /SU[A-Z2-7]{56}/.exec(creds)?.[0] ?? "";
      await lab?.stop();
      lab = await startGateway({
        local: targetOf(server?.url ?? "", { auth: { kind: "jwt", jwt: userJwt, seed: userSeed } }),
      });
      await expectRoundTrip(lab.url("local"));
    });

    it("over TLS with an own CA", async () => {
      const config = (dir: string) => tlsConfig(dir, { certificate: authority.issue() });
      await expectRoundTrip(
        await open({ version, config }, { kind: "none" }, { ca: authority.cert }),
      );
    });

    it("over mutual TLS with a client certificate", async () => {
      const config = (dir: string) =>
        tlsConfig(dir, { certificate: authority.issue(), clientAuthority: authority.cert });
      const client = authority.issue({ usage: "client" });
      const tls = { ca: authority.cert, ...client };
      await expectRoundTrip(await open({ version, config }, { kind: "none" }, tls, "tls"));
    });
  },
);

describe("a page is told why NATS turned the connection down", () => {
  it.each<[string, keyof typeof configs, Auth]>([
    ["a wrong password", "user", { kind: "user", user: "ada", password: "wrong-word" }],
    ["no password", "user", { kind: "none" }],
    ["a wrong token", "token", { kind: "token", token: "wrong-word" }],
    ["an nkey nobody knows", "nkey", { kind: "nkey", seed: strangerSeed }],
  ])("%s", async (_name, kind, auth) => {
    await expectRefused(await open({ config: configs[kind] }, auth), "Authorization Violation");
  });

  it("a JWT that expires while the page is open, and every page after that", async () => {
    const { config, creds: short } = await expiringAccount(3);
    const url = await open({ jetstream: false, config }, { kind: "creds", creds: short });
    await expectRefused(url, "User Authentication Expired");
    await expectRefused(url, "refused the credentials");
  });

  it("a server certificate that nobody here trusts", async () => {
    const config = (dir: string) => tlsConfig(dir, { certificate: authority.issue() });
    const url = await open({ config }, { kind: "user", ...user });
    await expectRefused(url, "TLS with the NATS server failed: the CA that signed");
  });

  it("a missing client certificate", async () => {
    const config = (dir: string) =>
      tlsConfig(dir, { certificate: authority.issue(), clientAuthority: authority.cert });
    const url = await open({ config }, { kind: "none" }, { ca: authority.cert });
    await expectRefused(url, "certificate");
  });

  it("a server that speaks no TLS when TLS was configured, and it gets no credentials", async () => {
    const url = await open({ config: configs.user }, { kind: "user", ...user }, {}, "tls");
    await expectRefused(url, "the server offers none");
  });
});

it("lets a page in when TLS comes before INFO", async () => {
  const config = (dir: string) =>
    tlsConfig(dir, { certificate: authority.issue(), handshakeFirst: true });
  const tls = { ca: authority.cert, handshakeFirst: true };
  await expectRoundTrip(await open({ config, handshakeFirst: true }, { kind: "none" }, tls));
});

it("throws away the credentials that a page sends itself", async () => {
  const url = await open({ config: configs.user }, { kind: "none" });
  const raw = openRaw(url);
  await raw.received("\r\n");
  raw.send(`CONNECT {"user":"ada","pass":"${user.password}"}\r\nPING\r\n`);
  expect(await raw.closed).toMatchObject({ code: 4401 });
});
