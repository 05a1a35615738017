import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { connectionAddress } from "./connections";

/** What an object store's page can show. */
export const storeTabs = ["objects", "settings"] as const;

/** What the address of a store says beyond what it says of any table. */
export const storeParams = {
  tab: parseAsStringLiteral(storeTabs).withDefault("objects"),
  /** The object that is open. */
  object: parseAsString,
  /** The folder that is looked into: its name from the top, with a slash at its end. */
  folder: parseAsString.withDefault(""),
  view: parseAsStringLiteral(["folders", "flat"]).withDefault("folders"),
};

/** What the address says of the list of stores, beyond what it says of any table. */
export const storeListParams = {
  /** The form of a new store is open. */
  create: parseAsBoolean,
};

/** The address of the form of a new object store. */
export function createStoreAddress(connectionId: string): string {
  return `${connectionAddress(connectionId)}/objects?create=true`;
}

/** The address of an object store, with one of its objects opened in its folder. */
export function storeAddress(connectionId: string, store: string, object?: string): string {
  const address = `${connectionAddress(connectionId)}/objects/${encodeURIComponent(store)}`;
  if (object === undefined) return address;
  const folder = object.slice(0, object.lastIndexOf("/") + 1);
  const query = new URLSearchParams({ object, ...(folder && { folder }) });
  return `${address}?${query}`;
}

/** The address of a folder of a store; empty is the top. */
export function folderAddress(connectionId: string, store: string, folder: string): string {
  const address = storeAddress(connectionId, store);
  return folder === "" ? address : `${address}?${new URLSearchParams({ folder })}`;
}

/** What is seen of a store at first, and the address of the rest. */
export function storeTabAddress(
  connectionId: string,
  store: string,
  tab: (typeof storeTabs)[number],
): string {
  const address = storeAddress(connectionId, store);
  return tab === "objects" ? address : `${address}?tab=${tab}`;
}

/** The object store that a stream is; undefined where it is none. */
export function storeOfStream(stream: string): string | undefined {
  return /^OBJ_(?<store>[\w-]+)$/.exec(stream)?.groups?.store;
}
