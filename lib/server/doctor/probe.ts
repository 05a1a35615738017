import type { Duplex } from "node:stream";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { readInfo } from "@/lib/server/dial/info";
import { type Guard, openTcp, serverName } from "@/lib/server/dial/tcp";
import { formatHostPort, type ServerUrl } from "@/lib/server/dial/url";
import { openWebSocket } from "@/lib/server/dial/websocket";
import { fetchMonitoredServer } from "@/lib/server/monitoring/varz";
import { type Certificate, certificateOf } from "./certificate";

/** What listens on a port that did not answer as it should. */
export type Listener =
  | "nats"
  | "nats-tls-first"
  | "websocket"
  | "websocket-tls"
  | "monitoring"
  /** Something that speaks HTTP, and neither figures nor a WebSocket. */
  | "web"
  | "unknown";

type Place = { url: ServerUrl; guard: Guard; signal: AbortSignal };

const probeMs = 1500;

/** Finds out what listens there, by asking in every way at once. Nothing secret is sent. */
export async function whatListens({ url, guard, signal }: Place): Promise<Listener> {
  const found = new AbortController();
  const limit = AbortSignal.any([signal, found.signal, AbortSignal.timeout(probeMs)]);
  // Counts only where nothing else does: the other ways may be HTTP as well.
  const web = isWeb({ url, guard, signal: limit });
  const asked = guesses.map(async ([listener, ask]) => {
    if (await ask({ url, guard, signal: limit })) return listener;
    throw new Error("it is something else");
  });
  try {
    return await Promise.any(asked);
  } catch {
    return (await web) ? "web" : "unknown";
  } finally {
    // A port is one thing only: the other ways need not be waited for.
    found.abort();
  }
}

/** The certificate of a server whose certificate was not accepted; undefined when it can't be seen. */
export async function lookAtCertificate(
  place: Place,
  tlsFirst: boolean,
): Promise<Certificate | undefined> {
  try {
    return await withTcp(place, async (socket) => {
      if (!tlsFirst) await readInfo(socket, place.signal);
      return certificateOf(await secureUnchecked(socket, place));
    });
  } catch {
    return undefined;
  }
}

const guesses: [Listener, (place: Place) => Promise<boolean>][] = [
  ["nats", saysHello],
  ["websocket", takesWebSocket],
  ["monitoring", isMonitoring],
  ["websocket-tls", takesSecureWebSocket],
  ["nats-tls-first", saysHelloBehindTls],
];

function saysHello(place: Place): Promise<boolean> {
  return withTcp(place, async (socket) => (await readInfo(socket, place.signal)).ok);
}

function saysHelloBehindTls(place: Place): Promise<boolean> {
  return withTcp(place, async (socket) => {
    const secured = await secureUnchecked(socket, place);
    return (await readInfo(secured, place.signal)).ok;
  });
}

function takesWebSocket(place: Place): Promise<boolean> {
  const url = { ...place.url, scheme: "ws" as const };
  return withTcp(place, async (socket) => isOpen(await openWebSocket(socket, url, place.signal)));
}

function takesSecureWebSocket(place: Place): Promise<boolean> {
  const url = { ...place.url, scheme: "wss" as const };
  return withTcp(place, async (socket) => {
    const secured = await secureUnchecked(socket, place);
    return isOpen(await openWebSocket(secured, url, place.signal));
  });
}

/** Any answer in HTTP will do. */
async function isWeb({ url: { host, port }, signal }: Place): Promise<boolean> {
  const answer = await askMonitoring(host, port, signal);
  return !answer.ok && ["redirect", "status", "not-json"].includes(answer.error.kind);
}

async function isMonitoring({ url: { host, port }, signal }: Place): Promise<boolean> {
  return (await askMonitoring(host, port, signal)).ok;
}

function askMonitoring(host: string, port: number, signal: AbortSignal) {
  return fetchMonitoredServer(`http://${formatHostPort({ host, port })}`, { signal });
}

function isOpen(opened: { ok: true; stream: Duplex } | { ok: false }): boolean {
  if (opened.ok) opened.stream.destroy();
  return opened.ok;
}

async function withTcp<T>(
  { url, guard, signal }: Place,
  use: (socket: Awaited<ReturnType<typeof openTcp>>) => Promise<T>,
): Promise<T> {
  const socket = await openTcp(url, signal, guard);
  try {
    return await use(socket);
  } finally {
    socket.destroy();
  }
}

/** TLS with whoever it is: only to look, and nothing is sent. */
function secureUnchecked(
  socket: Awaited<ReturnType<typeof openTcp>>,
  { url: { host }, signal }: Place,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = connectTls({ socket, host, ...serverName(host), rejectUnauthorized: false });
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    secured.on("error", reject).once("secureConnect", () => resolve(secured));
    socket.once("close", () => reject(new Error("closed")));
  });
}
