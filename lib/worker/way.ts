import type { Reading } from "@/lib/errors/app-error";
import type { ConnectionList, ConnectionSummary } from "@/lib/model/connection";
import type { Scope } from "@/lib/nats/scope";
import { grantOf } from "@/lib/roles/grant";

/** How a connection is reached, as the console's list says. */
export type Way =
  | { kind: "gateway"; address: string; scope: Scope }
  | { kind: "direct"; address: string; scope: Scope }
  /** The browser can't go there. */
  | { kind: "closed"; why: string }
  | { kind: "unknown" }
  /** The console itself is away. */
  | { kind: "away"; why: string };

/** Where the console is, and its newest list. */
export type WayOptions = { origin: string; list: Reading<ConnectionList> };

/** Reads the way to a connection out of the list. */
export function findWay(id: string, { origin, list }: WayOptions): Way {
  if (!list.ok) return { kind: "away", why: wordsOf(list.error) };
  const summary = list.value.connections.find((connection) => connection.id === id);
  if (!summary) return { kind: "unknown" };
  if (summary.transport === "direct") return directWay(summary, origin);
  const address = `${origin.replace(/^http/, "ws")}/gateway/${encodeURIComponent(id)}`;
  return {
    kind: "gateway",
    address,
    scope: { ...namesOf(summary), grant: grantOf(summary.access) },
  };
}

/** Nobody polices a direct connection: what its user may do, the server decides. */
function directWay(summary: ConnectionSummary, origin: string): Way {
  const address = summary.status.state === "direct" ? summary.status.address : "";
  if (!/^wss?:\/\//.test(address)) {
    return { kind: "closed", why: "A browser reaches only ws:// and wss:// addresses directly." };
  }
  if (origin.startsWith("https:") && address.startsWith("ws:")) {
    const why =
      "This page came by https, and from there a browser opens no plain ws://. The server needs a wss:// address.";
    return { kind: "closed", why };
  }
  return { kind: "direct", address, scope: namesOf(summary) };
}

function namesOf({ access: { apiPrefix, inboxPrefix } }: ConnectionSummary): Scope {
  return { apiPrefix, inboxPrefix };
}

function wordsOf(error: Extract<Reading<never>, { ok: false }>["error"]): string {
  if (error.kind === "console-away") return "The console does not answer.";
  if ("why" in error) return error.why;
  return "detail" in error ? `The console can't say how to get there: ${error.detail}` : "";
}
