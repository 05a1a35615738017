import { afterEach, describe, expect, it } from "vitest";
import { type RoleName, roleNames } from "@/lib/model/role";
import type { Auth } from "@/lib/server/connections/target";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { openRaw, type RawClient, startGateway } from "@/lib/testing/gateway";
import { createOperator } from "@/lib/testing/operator";
import { inbox, pub } from "@/lib/testing/policed-socket";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const versions = ["newest", "2.10", "2.9"] as const;
type Version = (typeof versions)[number];

const bodies = [
  "",
  '{"auth":true}',
  '{"AUTH":true}',
  '{"auth":false,"Auth":true}',
  '{"auth":true,"subscriptions":true,"subscriptions_detail":true}',
];
const questions = ["ACCOUNT.PING.CONNZ", "ACCOUNT.$G.CONNZ", "SERVER.PING.CONNZ"];

/** All that a socket of this role is told when it asks for everything and listens to everything. */
async function ask(url: string, auth: Auth, role: RoleName, more: string[] = []): Promise<string> {
  const lab = await startGateway({ local: targetOf(url, { auth }) }, {}, role);
  cleanUp.push(() => lab.stop());
  const raw = openRaw(lab.url("local"));
  cleanUp.push(() => raw.socket.terminate());
  await raw.received("\r\n");
  raw.send("CONNECT {}\r\nPING\r\n");
  await raw.received("PONG");
  raw.send(`SUB > 1\r\nSUB ${inbox}.> 2\r\n`);
  raw.send(pub("$SYS.REQ.USER.INFO", "", `${inbox}.user`));
  for (const question of [...questions, ...more]) {
    for (const body of bodies) raw.send(pub(`$SYS.REQ.${question}`, body, `${inbox}.connz`));
  }
  raw.send(pub("$JS.API.INFO", "", `${inbox}.info`));
  // Another login, of which the system account hears.
  const other = await connectTo(url, { auth });
  await other.close();
  return answersOf(raw);
}

/** Advisories and answers come when they come: what is waited for are some that were asked for after them. */
async function answersOf(raw: RawClient): Promise<string> {
  for (let round = 0; round < 3; round++) {
    raw.send(pub("$JS.API.INFO", "", `${inbox}.before${round}`));
    raw.send(pub("$SYS.REQ.ACCOUNT.PING.CONNZ", "", `${inbox}.last${round}`));
    await raw.received(`${inbox}.last${round}`);
  }
  raw.send("PING\r\n");
  await until("all is there", () => raw.text().split("PONG").length === 3);
  return raw.text();
}

describe.each(versions)("T18 nats-server %s", (version: Version) => {
  it.each(roleNames)("tells %s nothing of the token that the console uses", async (role) => {
    const token = "c4nary-token";
    const server = await startServer({ version, config: `authorization { token: "${token}" }` });
    cleanUp.push(() => server.stop());
    const told = await ask(server.url, { kind: "token", token }, role);
    expect(told).toContain(`${inbox}.connz`);
    expect(told).not.toContain(token);
  });

  it.each(roleNames)("tells %s nothing of a bearer's JWT", async (role) => {
    const { accounts, config } = await createOperator();
    const server = await startServer({ version, config });
    cleanUp.push(() => server.stop());
    const jwt = await bearerOf(accounts.APP);
    const told = await ask(server.url, { kind: "jwt", jwt }, role);
    expect(told).toContain(`${inbox}.connz`);
    expect(told).not.toContain(jwt);
  });

  it("tells an admin of the system account nothing of a bearer's JWT", async () => {
    const { accounts, config } = await createOperator();
    const server = await startServer({ version, config });
    cleanUp.push(() => server.stop());
    const jwt = await bearerOf(accounts.SYS);
    const more = ["SERVER.PING.VARZ", `ACCOUNT.${accounts.SYS.id}.CONNZ`];
    const told = await ask(server.url, { kind: "jwt", jwt }, "admin", more);
    expect(told).toContain(`${inbox}.connz`);
    expect(told).not.toContain(jwt);
  });

  it("tells a reader nothing of who else is there, and what they listen to", async () => {
    const { accounts, config } = await createOperator();
    const server = await startServer({ version, config });
    cleanUp.push(() => server.stop());
    const creds = await accounts.APP.createCreds("ada");
    const jwt = await bearerOf(accounts.APP);
    const other = await connectTo(server.url, { auth: { kind: "jwt", jwt } });
    cleanUp.push(() => other.close());
    other.subscribe("_INBOX.someoneElsesInbox12345.*");
    await other.flush();
    const told = await ask(server.url, { kind: "creds", creds }, "reader");
    expect(told).toContain(`${inbox}.connz`);
    expect(told).not.toContain(jwt);
    expect(told).not.toContain("someoneElsesInbox12345");
  });
});

async function bearerOf(account: { createCreds: (name: string, user: object) => Promise<string> }) {
  const creds = await account.createCreds("ada", { bearer_token: true });
  return /eyJ\S+/.exec(creds)?.[0] ?? "";
}
