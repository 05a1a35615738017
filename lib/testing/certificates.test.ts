import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type TLSSocket } from "node:tls";
import { describe, expect, it } from "vitest";
import { createAuthority, createSelfSigned, expired } from "./certificates";

const authority = createAuthority();

describe("a certificate of the lab", () => {
  it("says what it was asked to say", () => {
    const { cert } = authority.issue({
      commonName: "nats",
      hosts: ["localhost", "127.0.0.1", "::1"],
    });
    const read = new X509Certificate(cert);
    expect(read.subject).toBe("CN=nats");
    expect(read.issuer).toBe("CN=Lab authority");
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(read.checkIP("::1")).toBe("::1");
    expect(read.checkHost("nats.example")).toBeUndefined();
    expect(read.ca).toBe(false);
  });

  it("is signed by its authority and no other", () => {
    const issuer = new X509Certificate(authority.cert);
    const other = new X509Certificate(createAuthority().cert);
    const read = new X509Certificate(authority.issue().cert);
    expect(issuer.ca).toBe(true);
    expect(read.checkIssued(issuer)).toBe(true);
    expect(read.verify(issuer.publicKey)).toBe(true);
    expect(read.verify(other.publicKey)).toBe(false);
  });

  it("is valid for the time it was asked to be", () => {
    const read = new X509Certificate(
      authority.issue({
        notBefore: new Date("2030-01-02T03:04:05Z"),
        notAfter: new Date("2061-12-31T23:59:59Z"),
      }).cert,
    );
    expect(new Date(read.validFrom).toISOString()).toBe("2030-01-02T03:04:05.000Z");
    expect(new Date(read.validTo).toISOString()).toBe("2061-12-31T23:59:59.000Z");
  });

  it("holds long and foreign names", () => {
    const commonName = `${"ä".repeat(30)} ${"x".repeat(300)}`;
    expect(new X509Certificate(createAuthority(commonName).cert).subject).toContain(
      "x".repeat(300),
    );
  });
});

describe("a TLS client that trusts the authority", () => {
  it.each([
    ["accepts a good certificate", authority.issue(), undefined],
    ["refuses one that ran out", authority.issue(expired()), "CERT_HAS_EXPIRED"],
    [
      "refuses one for another host",
      authority.issue({ hosts: ["nats.example"] }),
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
    ["refuses a self-signed one", createSelfSigned(), "DEPTH_ZERO_SELF_SIGNED_CERT"],
    [
      "refuses one of an authority that it does not know",
      createAuthority().issue(),
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ],
    ["refuses a client's certificate", authority.issue({ usage: "client" }), "INVALID_PURPOSE"],
  ])("%s", async (_title, certificate, refusal) => {
    expect(await handshake(certificate, authority.cert)).toBe(refusal);
  });
});

async function handshake(
  { cert, key }: { cert: string; key: string },
  ca: string,
): Promise<string | undefined> {
  const server = createServer({ cert, key }, (socket) => socket.on("error", () => {}).end());
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const socket: TLSSocket = connect({ port, host: "127.0.0.1", ca });
  try {
    await once(socket, "secureConnect");
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
    server.close();
  }
}
