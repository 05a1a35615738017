import { type AddressInfo, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type Authority,
  type Certificate,
  createAuthority,
  createSelfSigned,
  expired,
} from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { openRaw, startGateway } from "@/lib/testing/gateway";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});
let authority: Authority;
beforeAll(() => {
  authority = createAuthority();
});

const auth = { kind: "user", user: "ada", password: "s3cret-word" } as const;
const hello = { server_id: "F", version: "2.15.1", max_payload: 1024, auth_required: true };

/** A false server that remembers all that it can read: in plaintext, or behind the handshake of its certificate. */
async function startFalse(certificate?: Certificate) {
  const read: Buffer[] = [];
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    socket.write(
      `INFO ${JSON.stringify({ ...hello, tls_required: certificate !== undefined })}\r\n`,
    );
    const plain = certificate
      ? new TLSSocket(socket, { isServer: true, ...certificate }).on("error", () => {})
      : socket;
    plain.on("data", (chunk: Buffer) => read.push(chunk));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  const { port } = listener.address() as AddressInfo;
  return { address: `localhost:${port}`, read: () => Buffer.concat(read).toString() };
}

async function ask(urls: string[]) {
  const target = { ...targetOf("", { auth, tls: { ca: authority.cert } }), urls };
  const lab = await startGateway({ local: target });
  cleanUp.push(() => lab.stop());
  const page = openRaw(lab.url("local"));
  page.socket.on("message", () => page.send("CONNECT {}\r\nPING\r\n"));
  return page;
}

describe("T23 a page's gateway sends no credentials to a false server", () => {
  it("that offers no TLS", async () => {
    const server = await startFalse();
    expect(await (await ask([`tls://${server.address}`])).closed).toMatchObject({ code: 4401 });
    expect(server.read()).toBe("");
  });

  it("that offers none beside an address that wants it", async () => {
    const server = await startFalse();
    const page = await ask(["tls://127.0.0.1:1", `nats://${server.address}`]);
    expect(await page.closed).toMatchObject({ code: 4503 });
    expect(server.read()).toBe("");
  });

  it.each<[string, () => Certificate, string]>([
    ["self-signed", () => createSelfSigned(), "signed by itself"],
    ["for another name", () => authority.issue({ hosts: ["other.example"] }), "for another name"],
    ["expired", () => authority.issue(expired()), "has expired"],
    ["from an unknown authority", () => createAuthority().issue(), "is not known here"],
  ])("whose certificate is %s", async (_name, issue, words) => {
    const server = await startFalse(issue());
    const { code, reason } = await (await ask([`tls://${server.address}`])).closed;
    expect({ code, reason }).toEqual({ code: 4401, reason: expect.stringContaining(words) });
    expect(server.read()).toBe("");
  });

  it("but to one that is what it says", async () => {
    const server = await startFalse(authority.issue());
    const page = await ask([`tls://${server.address}`]);
    await expect.poll(server.read).toContain(auth.password);
    page.socket.terminate();
  });
});
