import { connect } from "node:net";

/** What a server tells of itself to whoever connects, as far as it matters here. */
export type ServerInfo = { id: string; name: string; version: string; jetstream: boolean };

const longestInfoBytes = 64 * 1024;

/** The INFO line of a server on loopback; undefined when nobody answers as NATS does in time. */
export function readInfo(
  port: number,
  timeoutMs: number,
  host = "127.0.0.1",
): Promise<ServerInfo | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    let text = "";
    const finish = (info: ServerInfo | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(info);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    socket.setEncoding("utf8");
    socket.once("error", () => finish(undefined));
    socket.once("close", () => finish(undefined));
    socket.on("data", (chunk: string) => {
      text += chunk;
      const end = text.indexOf("\r\n");
      if (end >= 0) finish(parseInfo(text.slice(0, end)));
      else if (text.length > longestInfoBytes) finish(undefined);
    });
  });
}

/** Reads the line `INFO {…}`. */
export function parseInfo(line: string): ServerInfo | undefined {
  if (!line.startsWith("INFO ")) return undefined;
  try {
    const info: unknown = JSON.parse(line.slice(5));
    if (typeof info !== "object" || info === null) return undefined;
    const { server_id, server_name, version, jetstream } = info as Record<string, unknown>;
    if (typeof server_id !== "string" || typeof version !== "string") return undefined;
    return {
      id: server_id,
      name: typeof server_name === "string" ? server_name : server_id,
      version,
      jetstream: jetstream === true,
    };
  } catch {
    return undefined;
  }
}
