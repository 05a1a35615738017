import { expose, proxy } from "comlink";
import { getConnections } from "./connections";
import { type Link, openLink } from "./link";
import type { NatsWorker } from "./protocol";
import { createVitals } from "./vitals";

// [L1] The one worker of a tab: it holds the sockets, the page only draws.

type Session = { link: Link; vitals: Promise<ReturnType<typeof createVitals>> };
const sessions = new Map<string, Session>();
let origin = "";

const worker: NatsWorker = {
  open(consoleOrigin) {
    origin = consoleOrigin;
  },
  listConnections: () => getConnections(origin),
  watchLink: (connectionId, listener) => proxy(session(connectionId).link.watch(listener)),
  async getVitals(connectionId) {
    const { link, vitals } = session(connectionId);
    const what = "The overview";
    if (link.status().state === "refused")
      return { ok: false, error: { kind: "disconnected", what } };
    try {
      const reader = await vitals;
      if (link.status().state !== "connected") {
        reader.gap();
        return { ok: false, error: { kind: "disconnected", what } };
      }
      return { ok: true, value: await reader.read() };
    } catch (error) {
      return { ok: false, error: { kind: "unexpected", what, detail: String(error) } };
    }
  },
};

expose(worker);

function session(connectionId: string): Session {
  const known = sessions.get(connectionId);
  if (known) return known;
  const address = `${origin.replace(/^http/, "ws")}/gateway/${encodeURIComponent(connectionId)}`;
  const link = openLink(address);
  const made = { link, vitals: link.nats().then(createVitals) };
  sessions.set(connectionId, made);
  return made;
}
