import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import * as asn1 from "./der";

/** A certificate with its private key, both as PEM. */
export type Certificate = { cert: string; key: string };

/** What a certificate says; for one day from an hour ago unless told otherwise. */
export type CertificateOptions = {
  commonName?: string;
  /** Host names and addresses that it is good for. */
  hosts?: string[];
  usage?: "server" | "client";
  notBefore?: Date;
  notAfter?: Date;
};

/** Signs certificates; whoever trusts `cert` trusts them. */
export type Authority = { cert: string; issue: (options?: CertificateOptions) => Certificate };

/** The names under which a server of the lab is reached. */
const loopbackHosts = ["localhost", "127.0.0.1", "::1"];

type Issuer = { name: string; key: KeyObject; keyId: Buffer };

const hourMs = 60 * 60_000;

/** A new authority that nobody knows yet. */
export function createAuthority(name = "Lab authority"): Authority {
  const keys = newKeys();
  const issuer: Issuer = { name, key: keys.privateKey, keyId: keyIdOf(keys.publicKey) };
  const extensions = [
    extension("2.5.29.19", asn1.sequence(asn1.boolean(true)), true),
    // keyCertSign and cRLSign.
    extension("2.5.29.15", asn1.bits(Buffer.from([0x06]), 1), true),
  ];
  const cert = encode(issuer, name, keys.publicKey, {}, extensions);
  return { cert, issue: (options = {}) => issue(issuer, options) };
}

/** A certificate that only vouches for itself. */
export function createSelfSigned(options: CertificateOptions = {}): Certificate {
  const keys = newKeys();
  const name = options.commonName ?? "localhost";
  const issuer = { name, key: keys.privateKey, keyId: keyIdOf(keys.publicKey) };
  const cert = encode(issuer, name, keys.publicKey, options, leafExtensions(options));
  return { cert, key: toKeyPem(keys.privateKey) };
}

/** The validity of a certificate that ran out a day ago. */
export function expired(): Pick<CertificateOptions, "notBefore" | "notAfter"> {
  return {
    notBefore: new Date(Date.now() - 48 * hourMs),
    notAfter: new Date(Date.now() - 24 * hourMs),
  };
}

function issue(issuer: Issuer, options: CertificateOptions): Certificate {
  const keys = newKeys();
  const name = options.commonName ?? (options.usage === "client" ? "client" : "localhost");
  const cert = encode(issuer, name, keys.publicKey, options, leafExtensions(options));
  return { cert, key: toKeyPem(keys.privateKey) };
}

function leafExtensions({ hosts = loopbackHosts, usage = "server" }: CertificateOptions): Buffer[] {
  const purpose = usage === "server" ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2";
  const names = asn1.sequence(...hosts.map(alternativeName));
  return [
    extension("2.5.29.19", asn1.sequence(), true),
    // digitalSignature.
    extension("2.5.29.15", asn1.bits(Buffer.from([0x80]), 7), true),
    extension("2.5.29.37", asn1.sequence(asn1.oid(purpose))),
    ...(usage === "server" ? [extension("2.5.29.17", names)] : []),
  ];
}

/** RFC 5280, 4.1: what is signed, how, and the signature. */
function encode(
  issuer: Issuer,
  subject: string,
  publicKey: KeyObject,
  options: CertificateOptions,
  extensions: Buffer[],
): string {
  const { notBefore, notAfter } = options;
  const ecdsaWithSha256 = asn1.sequence(asn1.oid("1.2.840.10045.4.3.2"));
  const toSign = asn1.sequence(
    asn1.field(0, asn1.integer(Buffer.from([2]))),
    asn1.integer(randomBytes(16)),
    ecdsaWithSha256,
    distinguishedName(issuer.name),
    asn1.sequence(
      asn1.time(notBefore ?? new Date(Date.now() - hourMs)),
      asn1.time(notAfter ?? new Date(Date.now() + 24 * hourMs)),
    ),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    asn1.field(
      3,
      asn1.sequence(
        ...extensions,
        extension("2.5.29.14", asn1.octets(keyIdOf(publicKey))),
        extension("2.5.29.35", asn1.sequence(asn1.field(0, issuer.keyId, false))),
      ),
    ),
  );
  const signature = asn1.bits(sign("sha256", toSign, issuer.key));
  return asn1.toPem("CERTIFICATE", asn1.sequence(toSign, ecdsaWithSha256, signature));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  const mark = critical ? [asn1.boolean(true)] : [];
  return asn1.sequence(asn1.oid(id), ...mark, asn1.octets(value));
}

function distinguishedName(commonName: string): Buffer {
  return asn1.sequence(asn1.set(asn1.sequence(asn1.oid("2.5.4.3"), asn1.utf8(commonName))));
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return asn1.field(7, Buffer.from(host.split(".").map(Number)), false);
  if (isIP(host) === 6) return asn1.field(7, addressBytes(host), false);
  return asn1.field(2, Buffer.from(host), false);
}

function addressBytes(address: string): Buffer {
  const [head = "", tail] = address.split("::");
  const groups = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return Buffer.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 255]));
}

function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function keyIdOf(publicKey: KeyObject): Buffer {
  return createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
}

function toKeyPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
