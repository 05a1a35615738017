import { parseInfo, type ServerInfo } from "@/lib/server/dial/info";

/** All that a browser learns of an INFO: nothing of addresses, TLS or how we authenticate. */
const shown = [
  "server_id",
  "server_name",
  "version",
  "go",
  "proto",
  "headers",
  "max_payload",
  "jetstream",
  "cluster",
  "domain",
  "client_id",
  "api_lvl",
  "acc_is_sys",
  "ldm",
] as const;

/** The INFO line that a browser gets in the server's place. */
export function formatBrowserInfo(info: ServerInfo): Buffer {
  const kept = shown.filter((name) => info[name] !== undefined).map((name) => [name, info[name]]);
  return Buffer.from(`INFO ${JSON.stringify(Object.fromEntries(kept))}\r\n`);
}

/** The same for the JSON of a later INFO; undefined when it can't be read. */
export function rewriteInfo(json: string): Buffer | undefined {
  const info = parseInfo(json);
  return info && formatBrowserInfo(info);
}
