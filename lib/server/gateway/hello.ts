import { z } from "zod";
import { authenticatorOf } from "@/lib/nats/authenticator";
import { version } from "@/lib/server/config/version";
import type { Auth } from "@/lib/server/connections/target";
import type { ServerInfo } from "@/lib/server/dial/info";

const lineFeed = 10;

/** What of the browser's CONNECT is taken over; who it says it is, is not. */
export type BrowserConnect = z.infer<typeof connectSchema>;

const connectSchema = z.object({
  echo: z.boolean().default(true),
  headers: z.boolean().default(false),
  no_responders: z.boolean().default(false),
});

/** The browser's first line, as far as it has come. */
export type Hello =
  | { state: "partial"; seen: Buffer }
  | { state: "whole"; connect: BrowserConnect; rest: Buffer }
  | { state: "wrong"; why: string };

/** Takes the browser's next bytes until its CONNECT line is whole. */
export function readHello(seen: Buffer, chunk: Buffer, maxLineBytes: number): Hello {
  const all = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
  const verb = "CONNECT ";
  const begin = all.toString("latin1", 0, verb.length).toUpperCase();
  if (!verb.startsWith(begin)) return { state: "wrong", why: "the first line is not CONNECT" };
  const end = all.indexOf(lineFeed);
  if ((end === -1 ? all.length : end + 1) > maxLineBytes) {
    return { state: "wrong", why: "the CONNECT line is too long" };
  }
  if (end === -1) return { state: "partial", seen: all };
  const connect = parseConnect(all.toString("utf8", verb.length, end));
  return connect
    ? { state: "whole", connect, rest: all.subarray(end + 1) }
    : { state: "wrong", why: "the CONNECT line can't be read" };
}

/** The CONNECT line that goes to the server in the browser's place. Holds the connection's secrets. */
export function formatConnect(
  connect: BrowserConnect,
  auth: Auth,
  info: ServerInfo,
  user: string,
): Buffer {
  const headers = connect.headers && info.headers;
  const fields = {
    verbose: false,
    pedantic: false,
    protocol: 1,
    name: `natsight/${user}`,
    lang: "natsight",
    version,
    echo: connect.echo,
    headers,
    // The server refuses a client that asks for it without headers.
    no_responders: headers && connect.no_responders,
    ...authenticatorOf(auth)(info.nonce),
  };
  return Buffer.from(`CONNECT ${JSON.stringify(fields)}\r\n`);
}

function parseConnect(json: string): BrowserConnect | undefined {
  try {
    const parsed = connectSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
