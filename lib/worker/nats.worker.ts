import { expose, proxy } from "comlink";
import { createBulkLinks } from "./bulk-links";
import { type ConsoleList, createConsoleList } from "./console-list";
import { createDirects } from "./directs";
import { createLaterCalls } from "./later-calls";
import { type Link, openLink } from "./link";
import type { NatsWorker } from "./protocol";
import { createSnapshotCalls } from "./snapshot-calls";
import { findWay, type Way } from "./way";

// [L1] The one worker of a tab: it holds the sockets, the page only draws.

const links = new Map<string, Link>();
const blocked = new Set<string>();
let origin = "";
let list: ConsoleList | undefined;
let isVisible = true;

const bulk = createBulkLinks(newLink);
const ways = {
  origin: () => origin,
  findWay: (connectionId: string) => wayTo(connectionId, false),
  linkOf,
  direct: createDirects(linkOf),
};
const later = createLaterCalls({ ...ways, bulk });

// What the policy forbids looks to a socket like a server that is not there.
addEventListener("securitypolicyviolation", ({ blockedURI }) => void blocked.add(blockedURI));

const worker: NatsWorker = {
  ...createSnapshotCalls(ways),
  ...later.calls,
  open(consoleOrigin) {
    origin = consoleOrigin;
    list = createConsoleList(origin);
  },
  listConnections: () => consoleList().forPage(),
  getLimits: async () => (await import("./limits")).getLimits(origin),
  setVisible(next) {
    isVisible = next;
    for (const link of links.values()) link.setVisible(next);
    bulk.setVisible(next);
    later.setVisible(next);
  },
  signIn(connectionId, credentials) {
    linkOf(connectionId).signIn(credentials);
    bulk.signIn(connectionId, credentials);
  },
  signOut(connectionId) {
    linkOf(connectionId).signOut();
    bulk.signOut(connectionId);
  },
  watchLink: (connectionId, listener) => proxy(linkOf(connectionId).watch(listener)),
};

expose(worker);

function consoleList(): ConsoleList {
  list ??= createConsoleList(origin);
  return list;
}

async function wayTo(connectionId: string, anew: boolean): Promise<Way> {
  return findWay(connectionId, { origin, list: await consoleList().forLink(anew) });
}

function linkOf(connectionId: string): Link {
  const known = links.get(connectionId);
  if (known) return known;
  const link = newLink(connectionId);
  links.set(connectionId, link);
  return link;
}

function newLink(connectionId: string): Link {
  const link = openLink({
    findWay: (anew) => wayTo(connectionId, anew),
    isBlocked: (address) => [...blocked].some((uri) => address.startsWith(uri.replace(/\/$/, ""))),
  });
  link.setVisible(isVisible);
  return link;
}
