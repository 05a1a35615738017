import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { TlsFiles } from "@/lib/server/connections/target";
import { checkAddress, guardedLookup, refusedAddress } from "./address-policy";
import { lookUpForSocket, type Resolve } from "./look-up";
import type { ServerUrl } from "./url";

/** Whether the address policy holds (T19), and who resolves names then. */
export type Guard = { isGuarded: boolean; resolve?: Resolve };

/** Opens a TCP connection; rejects with Node's own error or the signal's reason. */
export async function openTcp(
  { host, port }: Pick<ServerUrl, "host" | "port">,
  signal: AbortSignal,
  { isGuarded, resolve }: Guard = { isGuarded: false },
): Promise<Socket> {
  // Node doesn't ask `lookup` for an address that is written as one.
  const verdict = isGuarded ? checkAddress(host) : { ok: true as const };
  if (!verdict.ok) throw refusedAddress(verdict.why);
  const lookup = isGuarded ? guardedLookup(resolve) : lookUpForSocket;
  const socket = connect({ host, port, noDelay: true, keepAlive: true, lookup });
  await ready(socket, "connect", signal);
  return socket;
}

/** Turns an open TCP connection into TLS; the certificate is always checked against the configured host. */
export async function secure(
  socket: Socket,
  { host }: ServerUrl,
  tls: TlsFiles,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = connectTls({ socket, host, ...serverName(host), ...tlsOptions(tls) });
  await ready(secured, "secureConnect", signal);
  return secured;
}

/** The TLS settings that every way of dialling shares. */
function tlsOptions({ ca, cert, key }: TlsFiles) {
  return {
    minVersion: "TLSv1.2" as const,
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

/** An address can't be a TLS server name; Node then checks the certificate against `host`. */
export function serverName(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

async function ready(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal) {
  // Errors between two steps of the dial must not be unhandled; each step sees the close.
  socket.on("error", () => {});
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? signal.reason : error;
  }
}
