"use client";

import { useQueryStates } from "nuqs";
import { type TableView, useTableView } from "@/components/ui/table/use-table-view";
import { storeParams } from "@/lib/url/objects";

/** How the objects of a store are looked at, as the address says it. */
export type ObjectsLook = {
  shape: "folders" | "flat";
  /** From the top, with a slash at its end; empty is the top. */
  folder: string;
  object: string | undefined;
  /** What is looked for is looked for in all folders. */
  isSearching: boolean;
  table: TableView;
  setShape: (shape: "folders" | "flat") => void;
  /** Looks into a folder. */
  enter: (folder: string) => void;
  /** Opens an object beside; undefined closes it. */
  open: (name: string | undefined) => void;
};

/** How the objects are looked at, kept in the address. */
export function useObjectsView(): ObjectsLook {
  const table = useTableView({ sort: "name" });
  const [{ view, folder, object }, write] = useQueryStates(storeParams);
  const enter = useEnterFolder();
  return {
    shape: view,
    folder: folder === "" || folder.endsWith("/") ? folder : `${folder}/`,
    object: object ?? undefined,
    isSearching: table.text !== "" || table.filters.length > 0,
    table,
    setShape: (shape) => void write({ view: shape }),
    enter,
    open: (name) => void write({ object: name ?? null }, { history: "push" }),
  };
}

/** Looks into a folder of the store that is shown. */
export function useEnterFolder(): (folder: string) => void {
  const [, write] = useQueryStates({ folder: storeParams.folder, view: storeParams.view });
  return (folder) => void write({ folder, view: "folders" }, { history: "push" });
}
