import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TlsFiles } from "@/lib/server/connections/target";
import {
  type Authority,
  type Certificate,
  createAuthority,
  createSelfSigned,
  expired,
} from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { adviceOf, diagnose, factOf } from "@/lib/testing/diagnose";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { type TlsOptions, tlsConfig } from "@/lib/testing/tls-config";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});
let authority: Authority;
const dayMs = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs);
beforeAll(() => {
  authority = createAuthority();
});

async function start(tls: Partial<TlsOptions>, options: ServerOptions = {}) {
  const certificate = tls.certificate ?? authority.issue({ notAfter: inDays(90) });
  const server = await startServer({
    config: (dir) => tlsConfig(dir, { certificate, ...tls }),
    ...(tls.handshakeFirst ? { handshakeFirst: true } : {}),
    ...options,
  });
  cleanUp.push(() => server.stop());
  return server;
}

const test = (port: number, tls: Partial<TlsFiles> = { ca: authority.cert }, scheme = "tls") =>
  diagnose(targetOf(`${scheme}://localhost:${port}`, { tls }));

const clientFiles = ({ cert, key }: Certificate) => ({ ca: authority.cert, cert, key });

describe.each(["newest", "2.10", "2.9"] as const)("TLS with nats-server %s", (version) => {
  it("tells the certificate", async () => {
    const server = await start({}, { version });
    const { ok, row } = await test(server.ports.client);
    expect(ok).toBe(true);
    expect(row("tls")).toMatchObject({ state: "ok" });
    expect(factOf(row("tls"), "Subject")).toBe("CN=localhost");
    expect(factOf(row("tls"), "Issuer")).toBe("CN=Lab authority");
    expect(factOf(row("tls"), "Names")).toContain("127.0.0.1");
    expect(factOf(row("tls"), "Protocol")).toBe("TLS 1.3");
    expect(factOf(row("tls"), "Valid until")).toMatch(/UTC \((89|90) days left\)$/);
  });

  it("is used where the server asks for it, though the address does not", async () => {
    const server = await start({}, { version });
    const { row } = await test(server.ports.client, { ca: authority.cert }, "nats");
    expect(row("tls")?.state).toBe("ok");
  });

  it("wants a client certificate", async () => {
    const server = await start({ clientAuthority: authority.cert }, { version });
    const none = await test(server.ports.client);
    expect(none.failed).toEqual(["tls"]);
    expect(none.row("tls")?.seen).toBe("The server asks for a client certificate.");
    expect(none.row("tls")?.advice?.snippet?.text).toContain("verify: true");
    const wrong = clientFiles(createAuthority().issue({ usage: "client" }));
    const refused = await test(server.ports.client, wrong);
    expect(refused.failed).toEqual(["tls"]);
    expect(refused.row("tls")?.seen).toBe("The server refused the client certificate.");
    expect(refused.row("tls")?.advice?.snippet?.text).toContain("openssl verify");
    const right = await test(
      server.ports.client,
      clientFiles(authority.issue({ usage: "client" })),
    );
    expect(right.ok).toBe(true);
    expect(factOf(right.row("tls"), "Client certificate")).toBe("asked for, and sent");
    expect(right.text).not.toContain("PRIVATE KEY");
  });
});

describe("a certificate", () => {
  it.each([
    [
      "that has expired",
      () => authority.issue({ ...expired() }),
      /expired on 20\d\d-.*UTC/,
      "reload",
    ],
    [
      "that is not valid yet",
      () => authority.issue({ notBefore: inDays(1), notAfter: inDays(9) }),
      /not valid before 20\d\d-[\s\S]*clock: it says 20\d\d-/,
      "timedatectl",
    ],
    ["that is signed by itself", () => createSelfSigned(), /signed by itself/, "cert_file"],
    [
      "of an authority that is another",
      () => createAuthority("Other authority").issue(),
      /not the one that signed[\s\S]*CN=Other authority/,
      "chain.crt",
    ],
    [
      "for another name",
      () => authority.issue({ commonName: "lab", hosts: ["nats.example", "10.1.2.3"] }),
      /not for localhost, but for nats\.example, 10\.1\.2\.3/,
      "subjectAltName=DNS:localhost",
    ],
  ])("%s", async (_name, issue, likely, snippet) => {
    const server = await start({ certificate: issue() });
    const { ok, failed, row, rows } = await test(server.ports.client);
    expect({ ok, failed }).toEqual({ ok: false, failed: ["tls"] });
    expect(adviceOf(row("tls"))).toMatch(likely);
    expect(row("tls")?.advice?.snippet?.text).toContain(snippet);
    expect(factOf(row("tls"), "Valid until")).toContain("UTC");
    expect(rows.find(({ step }) => step === "auth")?.seen).toBe("Needs TLS first.");
  });

  it("of an authority that nobody here trusts, without an own CA", async () => {
    const server = await start({});
    const { row } = await test(server.ports.client, {});
    expect(adviceOf(row("tls"))).toMatch(/CN=Lab authority.*not one that this machine trusts/);
  });

  it("that ends within thirty days wants attention", async () => {
    const server = await start({ certificate: authority.issue({ notAfter: inDays(12) }) });
    const { ok, row } = await test(server.ports.client);
    expect(ok).toBe(true);
    expect(row("tls")?.state).toBe("attention");
    expect(adviceOf(row("tls"))).toMatch(/ends in 1[12] days, on 20/);
  });
});

describe("TLS is asked for", () => {
  it("and the server has none", async () => {
    const server = await startServer();
    cleanUp.push(() => server.stop());
    for (const result of [
      await test(server.ports.client, {}),
      await test(server.ports.client, { ca: authority.cert }, "nats"),
    ]) {
      expect(result.failed).toEqual(["tls"]);
      expect(result.row("hello")?.state).toBe("ok");
      expect(result.row("tls")?.advice?.snippet?.text).toContain("tls {\n  cert_file:");
    }
  });

  it("on ws://, which never has it", async () => {
    const server = await startServer({ websocket: true });
    cleanUp.push(() => server.stop());
    const { websocket = 0 } = server.ports;
    const { failed, row } = await test(websocket, { ca: authority.cert }, "ws");
    expect(failed).toEqual(["tls"]);
    expect(adviceOf(row("tls"))).toContain(`wss://localhost:${websocket}`);
  });

  it("before the hello, and the server says hello first", async () => {
    const server = await start({});
    const { failed, row } = await test(server.ports.client, {
      ca: authority.cert,
      handshakeFirst: true,
    });
    expect(failed).toEqual(["tls"]);
    expect(adviceOf(row("tls"))).toContain('Switch "TLS handshake first" off');
  });

  it.each(["newest", "2.10"] as const)(
    "before the hello by nats-server %s: it was tried, and it works",
    async (version) => {
      const server = await start({ handshakeFirst: true }, { version });
      const without = await test(server.ports.client);
      expect(without.failed).toEqual(["hello"]);
      expect(adviceOf(without.row("hello"))).toMatch(/handshake_first[\s\S]*was tried just now/);
      const files = { ca: authority.cert, handshakeFirst: true };
      const first = await test(server.ports.client, files);
      expect(first.ok).toBe(true);
      const order = first.rows.slice(0, 5).map(({ step }) => step);
      expect(order).toEqual(["dns", "tcp", "tls", "hello", "auth"]);
    },
  );
});

describe("a WebSocket over TLS", () => {
  async function startSecure() {
    const certificate = authority.issue({ notAfter: inDays(90) });
    const server = await startServer({
      config: (dir) =>
        `websocket { host: "127.0.0.1", port: -1, ${tlsConfig(dir, { certificate })} }`,
    });
    cleanUp.push(() => server.stop());
    const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
    return ((await varz.json()) as { websocket: { port: number } }).websocket.port;
  }

  it("tells certificate and upgrade", async () => {
    const { ok, row } = await test(await startSecure(), { ca: authority.cert }, "wss");
    expect(ok).toBe(true);
    expect(factOf(row("tls"), "Subject")).toBe("CN=localhost");
    expect(factOf(row("hello"), "WebSocket")).toContain("101");
  });

  it("asked for as ws:// or nats://, and with a CA that nobody knows", async () => {
    const port = await startSecure();
    for (const scheme of ["ws", "nats"]) {
      const { failed, row } = await test(port, {}, scheme);
      expect(failed).toEqual(["hello"]);
      expect(row("hello")?.advice?.snippet?.text).toBe(`wss://localhost:${port}`);
    }
    const unknown = await test(port, {}, "wss");
    expect(unknown.failed).toEqual(["tls"]);
    expect(adviceOf(unknown.row("tls"))).toContain("CN=Lab authority");
  });
});
