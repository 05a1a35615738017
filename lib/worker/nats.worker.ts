import { expose, proxy } from "comlink";
import type { Reading } from "@/lib/errors/app-error";
import type { LinkStatus } from "@/lib/model/link";
import { createConnectionCalls } from "./connections-calls";
import { type ConsoleList, createConsoleList } from "./console-list";
import { type Link, openLink } from "./link";
import type { NatsWorker, Vitals } from "./protocol";
import { createSnapshotCalls } from "./snapshot-calls";
import { createStreamCalls } from "./stream-calls";
import { createVitals, type VitalsReader } from "./vitals";
import { findWay, type Way } from "./way";

// [L1] The one worker of a tab: it holds the sockets, the page only draws.

type Session = { link: Link; vitals(): Promise<VitalsReader> };
const sessions = new Map<string, Session>();
const blocked = new Set<string>();
let origin = "";
let list: ConsoleList | undefined;
let isVisible = true;

// What the policy forbids looks to a socket like a server that is not there.
addEventListener("securitypolicyviolation", ({ blockedURI }) => void blocked.add(blockedURI));

const worker: NatsWorker = {
  ...createConnectionCalls(() => origin),
  ...createSnapshotCalls({
    origin: () => origin,
    findWay: (connectionId) => wayTo(connectionId, false),
    linkOf: (connectionId) => session(connectionId).link,
  }),
  ...createStreamCalls((connectionId) => session(connectionId).link),
  open(consoleOrigin) {
    origin = consoleOrigin;
    list = createConsoleList(origin);
  },
  listConnections: () => consoleList().forPage(),
  setVisible(next) {
    isVisible = next;
    for (const { link } of sessions.values()) link.setVisible(next);
  },
  signIn: (connectionId, credentials) => session(connectionId).link.signIn(credentials),
  signOut: (connectionId) => session(connectionId).link.signOut(),
  watchLink: (connectionId, listener) => proxy(session(connectionId).link.watch(listener)),
  async getVitals(connectionId) {
    const { link, vitals } = session(connectionId);
    const status = await link.settled();
    if (status.state === "connected") return readWhileOpen(link, await vitals());
    if (status.state === "unknown") {
      return { ok: false, error: { kind: "unknown-connection", id: connectionId } };
    }
    return notNow(status);
  },
};

expose(worker);

function consoleList(): ConsoleList {
  list ??= createConsoleList(origin);
  return list;
}

async function wayTo(connectionId: string, anew: boolean): Promise<Way> {
  return findWay(connectionId, { origin, list: await consoleList().forLink(anew) });
}

/** What was asked of a lost connection is not answered any more: waiting for it would hold up the next reading. */
async function readWhileOpen(link: Link, reader: VitalsReader): Promise<Reading<Vitals>> {
  let leave = () => {};
  const lost = new Promise<LinkStatus>((tell) => {
    leave = link.watch((status) => status.state !== "connected" && tell(status));
  });
  const reading = await Promise.race([read(reader), lost.then(notNow)]);
  leave();
  return reading;
}

function notNow(status: LinkStatus): Reading<never> {
  const why = ("why" in status && status.why) || "Nobody is signed in.";
  const willRetry = status.state === "reconnecting";
  return { ok: false, error: { kind: "disconnected", what: "The overview", why, willRetry } };
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
  const link = openLink({
    findWay: (anew) => wayTo(connectionId, anew),
    isBlocked: (address) => [...blocked].some((uri) => address.startsWith(uri.replace(/\/$/, ""))),
  });
  link.setVisible(isVisible);
  const readers = new WeakMap<object, VitalsReader>();
  let current: VitalsReader | undefined;
  const vitals = async () => {
    const nc = await link.nats();
    current = readers.get(nc) ?? createVitals(nc);
    readers.set(nc, current);
    return current;
  };
  link.watch(({ state }) => {
    if (state === "reconnecting") current?.gap();
  });
  const made = { link, vitals };
  sessions.set(connectionId, made);
  return made;
}
