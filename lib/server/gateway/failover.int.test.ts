import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseComeBackMs } from "@/lib/model/close-codes";
import type { Auth } from "@/lib/server/connections/target";
import { usersConfig } from "@/lib/testing/accounts";
import { startCluster, type TestCluster } from "@/lib/testing/cluster";
import { targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, startGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function gatewayTo(urls: string[], auth: Auth = { kind: "none" }) {
  const lab = await startGateway({ local: { ...targetOf("", { auth }), urls } });
  cleanUp.push(() => lab.stop());
  return lab.url("local");
}

/** Which server a new page lands on. */
async function landsOn(url: string): Promise<string> {
  const nats = await connectThrough(url, { reconnect: false });
  const name = nats.info?.server_name ?? "";
  await nats.close();
  return name;
}

async function greet(url: string) {
  const page = openRaw(url);
  await page.received("INFO");
  page.send("CONNECT {}\r\nPING\r\n");
  return page;
}

describe("with a cluster of three, a page", () => {
  let cluster: TestCluster;
  let url: string;

  beforeEach(async () => {
    cluster = await startCluster();
    cleanUp.push(() => cluster.stop());
    url = await gatewayTo(cluster.urls);
  });

  it("whose server is killed is told to come back at once, and lands on another one", async () => {
    const page = await greet(url);
    await page.received("PONG");
    expect(page.text()).toContain(`"server_name":"lab-1"`);
    await cluster.servers[0]?.kill();
    const { code, reason } = await page.closed;
    expect(code).toBe(4503);
    expect(parseComeBackMs(reason)).toBeLessThanOrEqual(300);
    expect(await landsOn(url)).toBe("lab-2");
  });

  it("whose server is frozen lands on another one within a second", async () => {
    expect(await landsOn(url)).toBe("lab-1");
    await cluster.servers[0]?.freeze();
    const askedMs = Date.now();
    expect(await landsOn(url)).toBe("lab-2");
    expect(Date.now() - askedMs).toBeLessThan(1_000);
    cluster.servers[0]?.thaw();
  });

  it("whose server sends its clients away lands on another one", async () => {
    const page = await greet(url);
    await page.received("PONG");
    process.kill(cluster.servers[0]?.pid ?? 0, "SIGUSR2");
    expect(await page.closed).toMatchObject({ code: 4503 });
    expect(await landsOn(url)).toBe("lab-2");
  }, 60_000);
});

describe("with several addresses, a page", () => {
  const ada: Auth = { kind: "user", user: "ada", password: "s3cret-word" };
  const knows = (password: string) => ({
    config: usersConfig([{ user: "ada", password }]),
    jetstream: false,
  });

  async function startNamed(name: string, password: string): Promise<TestServer> {
    const server = await startServer({ name, ...knows(password) });
    cleanUp.push(() => server.stop());
    return server;
  }

  it("is not told of a refusal as long as another address may take the credentials", async () => {
    const servers = [await startNamed("n1", "other"), await startNamed("n2", "s3cret-word")];
    const url = await gatewayTo(
      servers.map((server) => server.url),
      ada,
    );
    const { code, reason } = await (await greet(url)).closed;
    expect({ code, reason }).toEqual({
      code: 4503,
      reason: "One server refused the credentials, the next address is tried; come back in 0.0 s.",
    });
    expect(await landsOn(url)).toBe("n2");
  });

  it("is told so when every one of them has refused, and again the next time at once", async () => {
    const servers = [await startNamed("n1", "other"), await startNamed("n2", "wrong")];
    const url = await gatewayTo(
      servers.map((server) => server.url),
      ada,
    );
    const codes = [];
    for (let round = 0; round < 4; round++) codes.push((await (await greet(url)).closed).code);
    expect(codes).toEqual([4503, 4401, 4401, 4401]);
  });

  it("comes in as soon as one of those that refused takes the credentials", async () => {
    const bad = await startNamed("n1", "other");
    const good = await startNamed("n2", "s3cret-word");
    const url = await gatewayTo([bad.url, good.url], ada);
    await (await greet(url)).closed;
    expect(await landsOn(url)).toBe("n2");
    await good.kill();
    const told: number[] = [];
    await until("it was refused by the one that is left", async () => {
      told.push((await (await greet(url).catch(() => openRaw(url))).closed).code);
      return told.length === 3;
    });
    expect(told).not.toContain(4401);
    await good.restart();
    await until("it is let in", () => landsOn(url).catch(() => undefined));
  });
});
