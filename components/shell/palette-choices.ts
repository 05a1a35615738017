import type { ConnectionSummary } from "@/lib/model/connection";
import type { Names } from "@/lib/model/names";
import type { Preferences } from "@/lib/preferences/choices";
import { connectionsAddress } from "@/lib/url/connections";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { createConsumerAddress } from "@/lib/url/consumers";
import { bucketAddress, createBucketAddress } from "@/lib/url/kv";
import { createStoreAddress, storeAddress } from "@/lib/url/objects";
import { type PageName, pageAddress, pages } from "@/lib/url/pages";
import { createStreamAddress, streamTabAddress } from "@/lib/url/streams";
import type { Findable } from "./find";

/** Something that the palette leads to, or does. */
export type Choice = Findable & {
  kind: string;
  /** What it belongs to, where its name alone does not say. */
  of?: string;
  keys?: string;
  does: Deed;
};

/** What a choice does. */
type Deed =
  | { go: string }
  | { prefer: Partial<Preferences> }
  | { call: "shortcuts" | "copy-address" }
  /** What this key does. */
  | { press: string };

/** What there is to choose from. */
export type Known = {
  /** The connection that is spoken of. */
  connectionId: string | undefined;
  /** A page of it is open, not one of the console's own. */
  isInside: boolean;
  connections: readonly ConnectionSummary[];
  preferences: Preferences;
  /** What the system's theme is. */
  systemTheme: "light" | "dark";
};

/** Pages, actions and connections: few, and there without asking NATS. */
export function choicesOfConsole(known: Known): Choice[] {
  const { connectionId, connections } = known;
  return [
    ...pages
      .filter((page) => page.of === "console" || connectionId !== undefined)
      .map(({ name, words, shortcut }) => ({
        id: `page ${name}`,
        text: words,
        kind: "Page",
        keys: shortcut,
        does: { go: pageAddress(name, connectionId ?? "") },
      })),
    ...connections.map(({ id, label, status }) => ({
      id: `connection ${id}`,
      text: label,
      also: `${id} connection ${status.state}`,
      kind: "Connection",
      does: { go: pageAddress("overview", id) },
    })),
    ...actions(known),
  ];
}

/** Every name of a connection; tens of thousands, so made once for each list of names. */
export function choicesOfNames(connectionId: string, names: Names): Choice[] {
  return [
    ...names.streams.filter(isPlain).map((name) => ({
      id: `stream ${name}`,
      text: name,
      also: "stream",
      kind: "Stream",
      does: { go: streamTabAddress(connectionId, name) },
    })),
    ...names.consumers.map(({ stream, name }) => ({
      id: `consumer ${stream} ${name}`,
      text: name,
      also: `${stream} consumer`,
      kind: "Consumer",
      of: stream,
      does: { go: consumerPageAddress(connectionId, stream, name) },
    })),
    ...names.buckets.map((name) => ({
      id: `bucket ${name}`,
      text: name,
      also: `KV_${name} bucket`,
      kind: "KV bucket",
      does: { go: bucketAddress(connectionId, name) },
    })),
    ...names.stores.map((name) => ({
      id: `store ${name}`,
      text: name,
      also: `OBJ_${name} object store`,
      kind: "Object store",
      does: { go: storeAddress(connectionId, name) },
    })),
  ];
}

/** Where somebody is. */
type Here = { connectionId: string | undefined; page: PageName; bucket?: string | undefined };

/** The key or object of this very name, in the bucket or store that is shown; a key that is not there can be made there. */
export function choicesInside({ connectionId, page, bucket }: Here, query: string): Choice[] {
  const name = query.trim();
  if (connectionId === undefined || bucket === undefined || name === "") return [];
  if (page === "objects") {
    const go = storeAddress(connectionId, bucket, name);
    return [
      { id: "object", text: `Open object ${name}`, kind: "Object", of: bucket, does: { go } },
    ];
  }
  if (/\s/.test(name)) return [];
  const go = bucketAddress(connectionId, bucket, name);
  return [{ id: "key", text: `Open key ${name}`, kind: "Key", of: bucket, does: { go } }];
}

/** Buckets and stores are found by their own names. */
function isPlain(stream: string): boolean {
  return !/^(KV|OBJ)_/.test(stream);
}

function actions({ connectionId, isInside, preferences, systemTheme }: Known): Choice[] {
  const { theme, density, times } = preferences;
  const themes = [
    { theme: "dark", words: "Switch to the dark theme" },
    { theme: "light", words: "Switch to the light theme" },
    { theme: "system", words: "Switch to the system's theme" },
  ] as const;
  const isCompact = density === "compact";
  const isUtc = times === "utc";
  return [
    ...(isInside ? [{ ...action("Publish a message", { press: "p" }, "send"), keys: "p" }] : []),
    ...themes
      .filter(
        (other) => other.theme !== theme && (theme !== "system" || other.theme !== systemTheme),
      )
      .map((other) => action(other.words, { prefer: { theme: other.theme } })),
    action(
      isCompact ? "Switch to comfortable rows" : "Switch to compact rows",
      { prefer: { density: isCompact ? "comfortable" : "compact" } },
      "density",
    ),
    action(
      isUtc ? "Show local times" : "Show times in UTC",
      { prefer: { times: isUtc ? "local" : "utc" } },
      "switch clock zone",
    ),
    ...(connectionId === undefined
      ? []
      : [
          action("Create stream", { go: createStreamAddress(connectionId) }, "new add"),
          action("Create consumer", { go: createConsumerAddress(connectionId) }, "new add"),
          action("Create bucket", { go: createBucketAddress(connectionId) }, "new add kv"),
          action("Create object store", { go: createStoreAddress(connectionId) }, "new add"),
        ]),
    action("Add connection", { go: connectionsAddress({ name: "add" }) }, "new"),
    { ...action("Keyboard shortcuts", { call: "shortcuts" }, "help"), keys: "?" },
    action("Copy address", { call: "copy-address" }, "link url"),
  ];
}

function action(text: string, does: Deed, also?: string): Choice {
  return { id: `action ${text}`, text, also, kind: "Action", does };
}
