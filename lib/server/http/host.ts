import type { IncomingMessage } from "node:http";
import { headerValues } from "./raw-headers";

/** Where the server listens. */
export type Binding = { host: string; port: number };

/**
 * The names that this server answers to. A page that had its own name point to 127.0.0.1 (DNS
 * rebinding) sends that name as Host, so an allow-list is enough to lock it out.
 */
export function allowedHosts(binding: Binding, publicUrl?: URL): Set<string> {
  const names = new Set(["127.0.0.1", "localhost", "[::1]"]);
  if (!isWildcard(binding.host)) names.add(toHostName(binding.host));
  const hosts = new Set([...names].map((name) => `${name}:${binding.port}`));
  // A browser leaves out the port that the scheme implies.
  if (binding.port === 80) for (const name of names) hosts.add(name);
  if (publicUrl) hosts.add(publicUrl.host);
  return hosts;
}

/** The one Host header of a request; undefined when there is none or more than one. */
export function readHost(req: IncomingMessage): string | undefined {
  // `headers.host` is the first of several: a proxy in front may have looked at the last.
  const [host, ...more] = headerValues(req, "host");
  return host && more.length === 0 ? host.toLowerCase() : undefined;
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}

function toHostName(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host.toLowerCase();
}
