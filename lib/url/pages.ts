import { parseAsString } from "nuqs/server";
import { connectionAddress } from "./connections";

/** A page of the console, as rail, breadcrumb and palette know it. */
export type PageName =
  | "overview"
  | "streams"
  | "consumers"
  | "kv"
  | "objects"
  | "tail"
  | "publish"
  | "connections"
  | "settings";

/** What there is to know of a page without opening it. */
export type Page = {
  name: PageName;
  words: string;
  /** The keys that lead to it, one after the other. */
  shortcut: string;
  /** Whether it shows one connection, or the console. */
  of: "connection" | "console";
  /** At the foot of the rail, apart from what is worked with. */
  isAtFoot?: boolean;
};

/** Every page, in the rail's order; a new noun is a line. */
export const pages: readonly Page[] = [
  { name: "overview", words: "Overview", shortcut: "g o", of: "connection" },
  { name: "streams", words: "Streams", shortcut: "g s", of: "connection" },
  { name: "consumers", words: "Consumers", shortcut: "g n", of: "connection" },
  { name: "kv", words: "KV", shortcut: "g k", of: "connection" },
  { name: "objects", words: "Objects", shortcut: "g b", of: "connection" },
  { name: "tail", words: "Tail", shortcut: "g t", of: "connection" },
  { name: "publish", words: "Publish", shortcut: "g p", of: "connection" },
  { name: "connections", words: "Connections", shortcut: "g c", of: "console" },
  { name: "settings", words: "Settings", shortcut: "g ,", of: "console", isAtFoot: true },
];

/** The address of a page of a connection; the console's own pages need none. */
export function pageAddress(name: PageName, connectionId: string): string {
  switch (name) {
    case "overview":
      return connectionAddress(connectionId);
    case "streams":
    case "consumers":
    case "kv":
    case "objects":
    case "tail":
    case "publish":
      return `${connectionAddress(connectionId)}/${name}`;
    case "connections":
      return "/connections";
    case "settings":
      return "/settings";
  }
}

/** What is opened beside a list of streams. */
export const openedParams = { stream: parseAsString };

/** The address of a stream beside the overview. */
export function streamAddress(connectionId: string, stream: string): string {
  return `${connectionAddress(connectionId)}?stream=${encodeURIComponent(stream)}`;
}
