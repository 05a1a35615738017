import * as jwt from "@nats-io/jwt";
import { createUser } from "@nats-io/nkeys";
import type { Page } from "@playwright/test";
import { usersConfig } from "@/lib/testing/accounts";
import { createAuthority, createSelfSigned, expired } from "@/lib/testing/certificates";
import { type ServerOptions, startServer, type TestServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";
import { expect, test } from "./fixtures";
import { withLab } from "./lab";

type Refused = {
  id: string;
  options: ServerOptions;
  entry: Record<string, unknown>;
  scheme?: "tls";
  words: RegExp;
};

const user = { user: "ada", password: "canary-right" };
const authority = createAuthority();
const trusted = { tls: { ca: authority.cert } };
const certificate = authority.issue();

/** An account of an operator, and a user whose JWT ran out a minute ago. */
async function expiredUser(): Promise<{ config: string; creds: string }> {
  const operator = jwt.createOperator();
  const account = jwt.createAccount();
  const key = jwt.createUser();
  const limits = { conn: -1, subs: -1, data: -1, payload: -1 };
  const operatorToken = await jwt.encodeOperator("lab", operator);
  const accountToken = await jwt.encodeAccount("APP", account, { limits }, { signer: operator });
  const exp = Math.floor(Date.now() / 1000) - 60;
  const userToken = await jwt.encodeUser("ada", key, account, {}, { exp });
  const config = `operator: ${operatorToken}
resolver: MEMORY
resolver_preload: { ${account.getPublicKey()}: ${accountToken} }`;
  return { config, creds: new TextDecoder().decode(jwt.fmtCreds(userToken, key)) };
}

async function listRefused(): Promise<Refused[]> {
  const stranger = new TextDecoder().decode(createUser().getSeed());
  const ran = await expiredUser();
  const withTls = (options: Parameters<typeof tlsConfig>[1]) => (dir: string) =>
    tlsConfig(dir, options);
  const unauthorised = /refused the credentials: Authorization Violation/;
  const config = usersConfig([user]);
  return [
    {
      id: "wrong-password",
      options: { config },
      entry: { user: "ada", password: "canary-wrong" },
      words: unauthorised,
    },
    { id: "no-password", options: { config }, entry: {}, words: unauthorised },
    {
      id: "wrong-token",
      options: { config: 'authorization { token: "canary-right" }' },
      entry: { token: "canary-wrong" },
      words: unauthorised,
    },
    {
      id: "stranger",
      options: { config: `authorization { users: [ { nkey: ${createUser().getPublicKey()} } ] }` },
      entry: { nkey: stranger },
      words: unauthorised,
    },
    {
      id: "expired-jwt",
      options: { jetstream: false, config: ran.config },
      entry: { creds: ran.creds },
      words: /refused the credentials/,
    },
    {
      id: "own-signature",
      options: { config: withTls({ certificate: createSelfSigned() }) },
      entry: trusted,
      scheme: "tls",
      words: /TLS with the NATS server failed.*signed/,
    },
    {
      id: "expired-certificate",
      options: { config: withTls({ certificate: authority.issue(expired()) }) },
      entry: trusted,
      words: /certificate has expired/,
    },
    {
      id: "another-name",
      options: { config: withTls({ certificate: authority.issue({ hosts: ["elsewhere.test"] }) }) },
      entry: trusted,
      words: /certificate is for another name/,
    },
    {
      id: "no-client-certificate",
      options: { config: withTls({ certificate, clientAuthority: authority.cert }) },
      entry: trusted,
      words: /certificate/,
    },
    {
      id: "no-tls",
      options: { config },
      entry: { ...user, ...trusted },
      scheme: "tls",
      words: /the server offers none/,
    },
  ];
}

const badge = (page: Page) => page.getByRole("status").filter({ hasText: "Refused" });

test("wrong and expired credentials and certificates are refused in words that say what is wrong", async ({
  page,
  network,
}) => {
  test.setTimeout(120_000);
  const refused = await listRefused();
  const servers: TestServer[] = [];
  const connections: Record<string, unknown>[] = [];
  for (const { id, options, entry, scheme = "nats" } of refused) {
    const server = await startServer(options);
    servers.push(server);
    const url = server.url.replace("127.0.0.1", "localhost").replace("nats:", `${scheme}:`);
    connections.push({ id, label: id, url, ...entry });
  }
  try {
    await withLab(connections, async ({ url, console }) => {
      network.allow(url);
      for (const { id, words } of refused) {
        await test.step(id, async () => {
          await page.goto(`${url}/c/${id}`);
          await expect(badge(page)).toBeVisible();
          await expect(page.getByText(words).first()).toBeAttached();
          expect(await page.content()).not.toContain("canary-");
        });
      }
      expect(console.printed()).not.toContain("canary-");
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
});
