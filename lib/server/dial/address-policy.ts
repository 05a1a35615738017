import { BlockList, isIP, type LookupFunction } from "node:net";
import { lookUp, type Resolve } from "./look-up";

/** Whether an address may be dialled, and in words why not. */
export type AddressVerdict = { ok: true } | { ok: false; why: string };

/** The code of the error with which a refused address ends. */
export const refusedAddressCode = "ERR_ADDRESS_POLICY";

type Rule = { why: string; v4?: string[]; v6?: string[] };

// Private ranges and loopback are allowed: that is where NATS lives (security.md, 6.5).
const rules: Rule[] = [
  {
    why: "it is the address of a cloud's metadata service",
    v4: ["169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "168.63.129.16/32"],
    v6: ["fd00:ec2::254/128", "fd20:ce::254/128"],
  },
  { why: "it is a link-local address", v4: ["169.254.0.0/16"], v6: ["fe80::/10"] },
  { why: "it is a multicast address", v4: ["224.0.0.0/4"], v6: ["ff00::/8"] },
  { why: "it is the unspecified address", v4: ["0.0.0.0/8"], v6: ["::/128"] },
  { why: "it is a broadcast or reserved address", v4: ["240.0.0.0/4", "192.0.0.0/24"] },
  {
    // NAT64, 6to4, Teredo, translated and compatible addresses: each leads to an IPv4 address that it hides.
    why: "it hides an IPv4 address in an IPv6 one",
    v6: ["64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0:0/96", "::/96"],
  },
];

const blocked = rules.map(({ why, v4 = [], v6 = [] }) => {
  const list = new BlockList();
  for (const range of v4) list.addSubnet(...toSubnet(range), "ipv4");
  for (const range of v6) list.addSubnet(...toSubnet(range), "ipv6");
  return { why, list };
});

const metadataName =
  /^(metadata|metadata\.goog|metadata\.google\.internal|instance-data(\.ec2\.internal)?)$/;

/** Judges a host as it was written, or an address that a name was resolved to; a name alone is only judged as such. */
export function checkAddress(host: string): AddressVerdict {
  const canonical = canonicalHost(host);
  if (canonical === undefined) return { ok: false, why: "it is not a host name" };
  const family = isIP(canonical);
  if (family === 0) {
    return metadataName.test(canonical)
      ? { ok: false, why: "it is the name of a cloud's metadata service" }
      : { ok: true };
  }
  if (canonical === "::1") return { ok: true };
  const found = blocked.find(({ list }) => list.check(canonical, family === 4 ? "ipv4" : "ipv6"));
  return found ? { ok: false, why: found.why } : { ok: true };
}

/** For Node's `lookup`: resolves once and judges every address; what it gives is what the socket connects to. */
export function guardedLookup(resolve: Resolve = lookUp): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      for (const { address } of addresses) {
        const verdict = checkAddress(address);
        if (!verdict.ok) return done(refusedAddress(verdict.why), []);
      }
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}

/** The error with which a refused address ends; it names no address. */
export function refusedAddress(why: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`the address is not dialled: ${why}`), {
    code: refusedAddressCode,
  });
}

/** As `new URL()` reads it: numbers in any base, full-width digits and dots at the end are one and the same host. */
function canonicalHost(host: string): string | undefined {
  const bare = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const text = `http://${bare.includes(":") ? `[${bare}]` : bare}/`;
  if (/[/?#@\\\s]/.test(bare) || !URL.canParse(text)) return undefined;
  const name = new URL(text).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (name === "") return undefined;
  return mappedAddress(name) ?? name;
}

/** The IPv4 address of `::ffff:7f00:1`; it is dialled as such. */
function mappedAddress(address: string): string | undefined {
  const [, high = "", low = ""] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === "") return undefined;
  const [left, right] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [left >> 8, left & 255, right >> 8, right & 255].join(".");
}

function toSubnet(range: string): [string, number] {
  const [net = "", bits = ""] = range.split("/");
  return [net, Number(bits)];
}
