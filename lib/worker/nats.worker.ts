import { expose, proxy } from "comlink";
import type { Reading } from "@/lib/errors/app-error";
import { getConnections } from "./connections";
import { createConnectionCalls } from "./connections-calls";
import { type Link, openLink } from "./link";
import type { NatsWorker, Vitals } from "./protocol";
import { createVitals, type VitalsReader } from "./vitals";

// [L1] The one worker of a tab: it holds the sockets, the page only draws.

type Session = { link: Link; vitals: Promise<VitalsReader> };
const sessions = new Map<string, Session>();
let origin = "";
let asked: ReturnType<typeof getConnections> | undefined;

const worker: NatsWorker = {
  ...createConnectionCalls(() => origin),
  open(consoleOrigin) {
    origin = consoleOrigin;
  },
  listConnections: connections,
  watchLink: (connectionId, listener) => proxy(session(connectionId).link.watch(listener)),
  async getVitals(connectionId) {
    const { link, vitals } = session(connectionId);
    const status = await link.settled();
    if (status.state === "connected") return read(await vitals);
    if (status.state === "unknown") {
      return { ok: false, error: { kind: "unknown-connection", id: connectionId } };
    }
    const why = "why" in status ? status.why : "";
    const willRetry = status.state === "reconnecting";
    return { ok: false, error: { kind: "disconnected", what: "The overview", why, willRetry } };
  },
};

expose(worker);

/** The page's list and the links' question whether they exist are one request. */
function connections(): ReturnType<typeof getConnections> {
  asked ??= getConnections(origin).finally(() => {
    asked = undefined;
  });
  return asked;
}

async function read(reader: VitalsReader): Promise<Reading<Vitals>> {
  try {
    const value = await reader.read();
    if (value.rttMs !== undefined) return { ok: true, value };
    const why = "The server does not answer.";
    return {
      ok: false,
      error: { kind: "disconnected", what: "The overview", why, willRetry: true },
    };
  } catch (error) {
    return {
      ok: false,
      error: { kind: "unexpected", what: "The overview", detail: String(error) },
    };
  }
}

function session(connectionId: string): Session {
  const known = sessions.get(connectionId);
  if (known) return known;
  const address = `${origin.replace(/^http/, "ws")}/gateway/${encodeURIComponent(connectionId)}`;
  const exists = async () => {
    const list = await connections();
    return !list.ok || list.value.connections.some(({ id }) => id === connectionId);
  };
  const link = openLink(address, exists);
  const vitals = link.nats().then(createVitals);
  link.watch(({ state }) => {
    if (state === "reconnecting") void vitals.then((reader) => reader.gap());
  });
  const made = { link, vitals };
  sessions.set(connectionId, made);
  return made;
}
