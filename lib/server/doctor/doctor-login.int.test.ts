import { type AddressInfo, connect, createServer } from "node:net";
import * as jwt from "@nats-io/jwt";
import { createUser } from "@nats-io/nkeys";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Auth } from "@/lib/server/connections/target";
import { usersConfig } from "@/lib/testing/accounts";
import { targetOf } from "@/lib/testing/connect";
import { adviceOf, diagnose, factOf } from "@/lib/testing/diagnose";
import { createOperator, type Operator } from "@/lib/testing/operator";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const key = createUser();
const seed = new TextDecoder().decode(key.getSeed());
const stranger = createUser();
const strangerSeed = new TextDecoder().decode(stranger.getSeed());
const day = 24 * 60 * 60;

let operator: Operator;
let elsewhere: Operator;
beforeAll(async () => {
  [operator, elsewhere] = await Promise.all([createOperator(), createOperator()]);
});

async function start(options: ServerOptions) {
  const server = await startServer(options);
  cleanUp.push(() => server.stop());
  return server;
}

/** Tests a login, and that nothing secret was told (T37). */
async function logIn(url: string, auth: Auth) {
  const result = await diagnose(targetOf(url, { auth }));
  const { kind, ...parts } = auth;
  const secrets = Object.entries(parts).flatMap(([name, value]) =>
    name === "user"
      ? []
      : [value, ...value.split(/\s+/).filter((part: string) => part.length > 40)],
  );
  for (const secret of secrets) expect(result.text).not.toContain(secret);
  return result;
}

const configs = {
  user: usersConfig([{ user: "ada", password: "canary-word" }]),
  token: 'authorization { token: "canary-token" }',
  nkey: `authorization { users: [ { nkey: ${key.getPublicKey()} } ] }`,
};

describe.each(["newest", "2.10", "2.9"] as const)("a login on nats-server %s", (version) => {
  it("with a user and a password", async () => {
    const { url } = await start({ version, config: configs.user });
    const right = await logIn(url, { kind: "user", user: "ada", password: "canary-word" });
    expect(right.ok).toBe(true);
    expect(right.row("auth")?.seen).toBe("Logged in as ada, with a password.");
    const wrong = await logIn(url, { kind: "user", user: "ada", password: "wrong-canary" });
    expect(wrong.failed).toEqual(["auth"]);
    expect(wrong.row("auth")?.seen).toContain("Authorization Violation");
    expect(adviceOf(wrong.row("auth"))).toMatch(/user "ada" does not exist[\s\S]*user: "ada"/);
  });

  it("with a token", async () => {
    const { url } = await start({ version, config: configs.token });
    expect((await logIn(url, { kind: "token", token: "canary-token" })).ok).toBe(true);
    const wrong = await logIn(url, { kind: "token", token: "wrong-canary" });
    expect(wrong.failed).toEqual(["auth"]);
    expect(wrong.row("auth")?.advice?.snippet?.text).toContain('token: "…"');
  });

  it("with an nkey", async () => {
    const { url } = await start({ version, config: configs.nkey });
    expect((await logIn(url, { kind: "nkey", seed })).ok).toBe(true);
    const wrong = await logIn(url, { kind: "nkey", seed: strangerSeed });
    expect(wrong.failed).toEqual(["auth"]);
    expect(wrong.row("auth")?.advice?.snippet?.text).toContain(
      `{ nkey: ${stranger.getPublicKey()} }`,
    );
  });

  it("with a creds file", async () => {
    const { url } = await start({ version, config: operator.config });
    const creds = await operator.accounts.APP.createCreds("ada");
    const right = await logIn(url, { kind: "creds", creds });
    expect(right.ok).toBe(true);
    expect(right.row("auth")?.seen).toBe("Logged in as ada, with a JWT.");
    expect(factOf(right.row("auth"), "Account")).toBe(operator.accounts.APP.id);
    expect(factOf(right.row("auth"), "JWT expires")).toBe("never");
    const other = await elsewhere.accounts.APP.createCreds("ada");
    const wrong = await logIn(url, { kind: "creds", creds: other });
    expect(wrong.failed).toEqual(["auth"]);
    expect(adviceOf(wrong.row("auth"))).toContain(elsewhere.accounts.APP.id);
    expect(adviceOf(wrong.row("auth"))).toMatch(/resolver[\s\S]*nsc push/);
  });

  it("without credentials, where some are asked for", async () => {
    const { url } = await start({ version, config: configs.user });
    const { failed, row } = await logIn(url, { kind: "none" });
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.seen).toContain("asks for credentials");
    expect(row("auth")?.advice?.snippet?.text).toContain("no_auth_user");
  });
});

describe("a JWT", () => {
  /** A user's token and seed under an operator of their own. */
  async function makeUser(
    user: Parameters<typeof jwt.encodeUser>[3] = {},
    times: { exp?: number; nbf?: number } = {},
  ) {
    const operatorKey = jwt.createOperator();
    const account = jwt.createAccount();
    const userKey = jwt.createUser();
    const limits = { conn: -1, subs: -1, data: -1, payload: -1, wildcards: true };
    const accountToken = await jwt.encodeAccount(
      "APP",
      account,
      { limits },
      { signer: operatorKey },
    );
    const operatorToken = await jwt.encodeOperator("lab", operatorKey);
    const token = await jwt.encodeUser("ada", userKey, account, user, times);
    return {
      config: `operator: ${operatorToken}\nresolver: MEMORY\nresolver_preload: { ${account.getPublicKey()}: ${accountToken} }`,
      token,
      seed: new TextDecoder().decode(userKey.getSeed()),
      id: userKey.getPublicKey(),
    };
  }
  const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * day;

  it.each(["newest", "2.10", "2.9"] as const)(
    "that has expired, on %s: its day",
    async (version) => {
      const user = await makeUser({}, { exp: inDays(-2) });
      const { url } = await start({ version, config: user.config, jetstream: false });
      const { failed, row } = await logIn(url, { kind: "jwt", jwt: user.token, seed: user.seed });
      expect(failed).toEqual(["auth"]);
      const date = new Date(inDays(-2) * 1000).toISOString().slice(0, 10);
      expect(row("auth")?.advice?.likely).toContain(`expired on ${date}`);
      expect(adviceOf(row("auth"))).toMatch(
        /clock says 20[\s\S]*nsc edit user --name ada --expiry/,
      );
    },
  );

  it("that is not valid yet", async () => {
    const user = await makeUser({}, { nbf: inDays(2) });
    const { url } = await start({ config: user.config, jetstream: false });
    const { failed, row } = await logIn(url, { kind: "jwt", jwt: user.token, seed: user.seed });
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.advice?.likely).toContain("not valid before");
  });

  it("that ends within a week wants attention", async () => {
    const user = await makeUser({}, { exp: inDays(3) });
    const { url } = await start({ config: user.config, jetstream: false });
    const { ok, row } = await logIn(url, { kind: "jwt", jwt: user.token, seed: user.seed });
    expect(ok).toBe(true);
    expect(row("auth")?.state).toBe("attention");
    expect(row("auth")?.advice?.likely).toMatch(/expires in [23] days/);
  });

  it("with the seed of another user", async () => {
    const user = await makeUser();
    const { url } = await start({ config: user.config, jetstream: false });
    const { failed, row } = await logIn(url, {
      kind: "jwt",
      jwt: user.token,
      seed: strangerSeed,
    });
    expect(failed).toEqual(["auth"]);
    expect(adviceOf(row("auth"))).toContain(user.id);
    expect(adviceOf(row("auth"))).toContain(stranger.getPublicKey());
  });

  it("without a seed, as a bearer token and as none", async () => {
    const bearer = await makeUser({ bearer_token: true });
    const first = await start({ config: bearer.config, jetstream: false });
    const right = await logIn(first.url, { kind: "jwt", jwt: bearer.token });
    expect(right.ok).toBe(true);
    expect(factOf(right.row("auth"), "Bearer token")).toContain("yes");
    const plain = await makeUser();
    const second = await start({ config: plain.config, jetstream: false });
    const wrong = await logIn(second.url, { kind: "jwt", jwt: plain.token });
    expect(wrong.failed).toEqual(["auth"]);
    expect(adviceOf(wrong.row("auth"))).toMatch(/no bearer token[\s\S]*--bearer/);
  });

  it("of a user who may come by WebSocket only", async () => {
    const user = await makeUser({ allowed_connection_types: ["WEBSOCKET"] });
    const { url } = await start({ config: user.config, jetstream: false });
    const { failed, row } = await logIn(url, { kind: "jwt", jwt: user.token, seed: user.seed });
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.advice?.snippet?.text).toContain("--conn-type STANDARD");
  });

  it("for a server without an operator", async () => {
    const user = await makeUser();
    const { url } = await start({ config: configs.user });
    const { failed, row } = await logIn(url, { kind: "jwt", jwt: user.token, seed: user.seed });
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.advice?.likely).toContain("no operator");
  });

  it("that can't be read", async () => {
    const { url } = await start({ config: operator.config });
    const { failed, row } = await logIn(url, { kind: "creds", creds: "canary, no creds" });
    expect(failed).toEqual(["auth"]);
    expect(row("auth")?.seen).toBe("The credentials can't be read.");
  });
});

it("a refused login is tried once for each address, and no more", async () => {
  const server = await start({ config: configs.user });
  const auth = { kind: "user", user: "ada", password: "wrong-canary" } as const;
  await logIn(server.url, auth);
  const answer = await fetch(`http://127.0.0.1:${server.ports.monitor}/connz?state=closed`);
  const { connections } = (await answer.json()) as { connections: { reason: string }[] };
  const reasons = connections.map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason === "Authentication Failure")).toHaveLength(1);
});

/** A connection that the server counts, or undefined where it turned it away. */
async function takePlace(port: number) {
  const socket = connect(port, "127.0.0.1");
  cleanUp.push(() => socket.destroy());
  // INFO comes before the server counts; its PONG comes after.
  socket.write("CONNECT {}\r\nPING\r\n");
  let heard = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (heard.includes("PONG")) return socket;
  }
  return undefined;
}

it("a server that has as many connections as it may have says so", async () => {
  const server = await start({ jetstream: false, config: "max_connections: 1" });
  // Whoever saw that it is ready may still hold the place.
  await until("a place", () => takePlace(server.ports.client));
  const { failed, row } = await diagnose(targetOf(server.url));
  expect(failed).toEqual(["auth"]);
  expect(row("auth")?.seen).toContain("maximum connections exceeded");
  expect(row("auth")?.advice?.snippet?.text).toContain("max_connections");
});

it("a server that says in its refusal what it was sent is not repeated (T37)", async () => {
  const info = { server_id: "F", version: "2.15.1", max_payload: 1024, auth_required: true };
  const echo = createServer((socket) => {
    socket.on("error", () => {}).write(`INFO ${JSON.stringify(info)}\r\n`);
    socket.once("data", () => socket.end("-ERR 'Authorization Violation for canary-word'\r\n"));
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => echo.close());
  const url = `nats://ada:canary-word@127.0.0.1:${(echo.address() as AddressInfo).port}`;
  const { row } = await logIn(url, { kind: "user", user: "ada", password: "canary-word" });
  expect(row("auth")?.seen).toContain("Violation for [secret]");
  expect(row("auth")?.address).not.toContain("@");
});
