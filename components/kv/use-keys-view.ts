"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import type { TableView } from "@/components/ui/table/use-table-view";
import { checkSubject } from "@/lib/format/subject";
import type { KeysView } from "@/lib/model/kv-keys";
import { bucketParams } from "@/lib/url/kv";
import type { TableSort } from "@/lib/url/table";
import { prefixesOf } from "./keys-selection";

/** How the keys are looked at: what the address says of it, and what is open and in sight just now. */
export type KeysLook = {
  view: KeysView;
  /** What is typed as the pattern, also where it is none. */
  pattern: string;
  patternFault: string | undefined;
  /** The same as heads and choices of columns know it. */
  table: TableView;
  change: (
    changes: Partial<Pick<KeysView, "shape" | "separators" | "text" | "showsDeleted">>,
  ) => void;
  setPattern: (pattern: string) => void;
  setBranch: (prefix: string, isOpen: boolean) => void;
  /** Opens these as long as the same is looked for. */
  showFound: (prefixes: readonly string[]) => void;
  /** Opens a key beside; undefined closes it. */
  openKey: (key: string | undefined) => void;
  lookAt: (rows: Pick<KeysView, "from" | "count">) => void;
};

const separators = { dot: ".", slash: "/", both: "both" } as const;
const byKey: TableSort = { column: "key", isDescending: false };
const firstRows = { from: 0, count: 60 };

/** How the keys are looked at, kept in the address. */
export function useKeysView(): KeysLook {
  const [params, write] = useQueryStates(bucketParams);
  const { key, view: shape, by, q, deleted, sort, cols } = params;
  const pattern = params.pattern ?? "";
  const patternFault =
    pattern === "" ? undefined : checkSubject(pattern, { wildcards: true, reserved: true });
  const [rows, setRows] = useState(firstRows);
  const [open, setOpen] = useState<readonly string[]>([]);
  const looksFor = JSON.stringify([pattern, q, by]);
  const [found, setFound] = useState<{ of: string; open: readonly string[] }>();
  if (found && found.of !== looksFor) setFound(undefined);
  const [opened, setOpened] = useState<string | null>(null);
  // What is opened by an address is seen in its branches.
  if (key !== opened) {
    setOpened(key);
    const above = key === null ? [] : prefixesOf(key, separators[by]);
    if (above.some((prefix) => !open.includes(prefix))) setOpen([...new Set([...open, ...above])]);
  }
  const view = useMemo(
    (): KeysView => ({
      open: found ? [...new Set([...open, ...found.open])] : open,
      ...{ shape, text: q ?? "", showsDeleted: deleted ?? false, ...rows },
      separators: separators[by],
      pattern: pattern === "" || patternFault !== undefined ? undefined : pattern,
      sort: shape === "flat" ? toSort(sort ?? byKey) : toSort(byKey),
    }),
    [shape, open, found, q, deleted, rows, by, pattern, patternFault, sort],
  );
  const openKey = (next: string | undefined) =>
    void write({ key: next ?? null, rev: null }, { history: "push" });
  return {
    ...{ view, pattern, patternFault, openKey },
    table: {
      sort: shape === "flat" ? (sort ?? byKey) : undefined,
      columns: cols ?? undefined,
      text: q ?? "",
      filters: [],
      row: key ?? undefined,
      change: (changes) =>
        void write({
          ...("sort" in changes && { sort: toAddress(changes.sort, sort) }),
          ...("columns" in changes && { cols: changes.columns ? [...changes.columns] : null }),
        }),
    },
    change: (changes) =>
      void write({
        ...(changes.shape && { view: changes.shape }),
        ...(changes.separators && { by: nameOf(changes.separators) }),
        ...(changes.text !== undefined && { q: changes.text || null }),
        ...(changes.showsDeleted !== undefined && { deleted: changes.showsDeleted || null }),
      }),
    setPattern: (next) => void write({ pattern: next || null }),
    setBranch: (prefix, isOpen) => {
      const without = (list: readonly string[]) => list.filter((other) => other !== prefix);
      setOpen(isOpen ? [...open, prefix] : without(open));
      if (found && !isOpen) setFound({ of: found.of, open: without(found.open) });
    },
    showFound: (prefixes) => setFound({ of: looksFor, open: prefixes }),
    lookAt: useCallback(
      (next) => setRows((now) => (now.from === next.from && now.count === next.count ? now : next)),
      [],
    ),
  };
}

function nameOf(separator: KeysView["separators"]) {
  if (separator === "both") return "both";
  return separator === "." ? "dot" : "slash";
}

const sortable = new Set(["key", "revision", "time", "size"]);

/** What is young was written late. */
function toSort({ column, isDescending }: TableSort): KeysView["sort"] {
  if (column === "age") return { by: "time", isDescending: !isDescending };
  const by = sortable.has(column) ? (column as KeysView["sort"]["by"]) : "key";
  return { by, isDescending };
}

/** Of ages the youngest are asked for first. */
function toAddress(next: TableSort | undefined, now: TableSort | null): TableSort | null {
  if (!next || parsedAlike(next, byKey)) return null;
  const isNew = next.column === "age" && now?.column !== "age";
  return isNew ? { column: "age", isDescending: false } : next;
}

function parsedAlike(one: TableSort, other: TableSort): boolean {
  return one.column === other.column && one.isDescending === other.isDescending;
}
