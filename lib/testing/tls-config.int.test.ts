import { afterEach, describe, expect, it } from "vitest";
import { createAuthority, createSelfSigned, expired } from "./certificates";
import { connectTo } from "./connect";
import { startServer, type TestServer } from "./servers";
import { tlsConfig } from "./tls-config";

const authority = createAuthority();
const clients = createAuthority("Clients");
let server: TestServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function rttThrough(url: string, tls: object): Promise<number> {
  const nc = await connectTo(url, { tls });
  try {
    return await nc.rtt();
  } finally {
    await nc.close();
  }
}

describe.each(["newest", "2.10", "2.9"] as const)("a %s server with TLS", (version) => {
  it("lets in who trusts its authority, and nobody else", async () => {
    const certificate = authority.issue();
    server = await startServer({ version, config: (dir) => tlsConfig(dir, { certificate }) });
    const { url } = server;
    expect(await rttThrough(url, { ca: authority.cert })).toBeGreaterThanOrEqual(0);
    await expect(rttThrough(url, { ca: clients.cert })).rejects.toThrow();
  });

  it("asks for a client's certificate with mTLS", async () => {
    const config = (dir: string): string =>
      tlsConfig(dir, { certificate: authority.issue(), clientAuthority: clients.cert });
    server = await startServer({ version, config });
    const { url } = server;
    const client = clients.issue({ usage: "client" });
    const stranger = authority.issue({ usage: "client" });
    const ca = authority.cert;
    expect(await rttThrough(url, { ca, ...client })).toBeGreaterThanOrEqual(0);
    await expect(rttThrough(url, { ca })).rejects.toThrow();
    await expect(rttThrough(url, { ca, ...stranger })).rejects.toThrow();
  });

  it.each([
    ["ran out", authority.issue(expired())],
    ["is for another host", authority.issue({ hosts: ["nats.example"] })],
    ["vouches for itself", createSelfSigned()],
  ])("can show a certificate that %s", async (_how, certificate) => {
    server = await startServer({ version, config: (dir) => tlsConfig(dir, { certificate }) });
    await expect(rttThrough(server.url, { ca: authority.cert })).rejects.toThrow();
  });
});

it.each(["newest", "2.10"] as const)("a %s server can want TLS first", async (version) => {
  server = await startServer({
    version,
    handshakeFirst: true,
    config: (dir) => tlsConfig(dir, { certificate: authority.issue(), handshakeFirst: true }),
  });
  const tls = { ca: authority.cert, handshakeFirst: true };
  expect(await rttThrough(server.url, tls)).toBeGreaterThanOrEqual(0);
});
