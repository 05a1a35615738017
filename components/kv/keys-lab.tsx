import { useMemo, useState } from "react";
import type { TableView } from "@/components/ui/table/use-table-view";
import { useFormat } from "@/components/ui/use-format";
import type { KeysFrame, KeysRow, KeysView } from "@/lib/model/kv-keys";
import { keyColumns } from "./keys-columns";
import { KeysGrid } from "./keys-grid";
import { type KeysSelection, prefixesOf, type RowName, rowIdOf, toRowName } from "./keys-selection";
import { useKeysChoosing } from "./use-keys-choosing";

/** What a bucket of the lab is filled with, and what of it was heard. */
type Given = {
  keys: readonly string[];
  shape?: KeysView["shape"];
  /** Keys that were changed just now. */
  changed?: readonly string[];
  opened?: string[];
  asked?: Pick<KeysView, "from" | "count">[];
  onSelection?: (selection: KeysSelection) => void;
};

/** `item.0`, `item.1` and so on, of one length, so that they stand in their order. */
export const manyKeys = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `item.${String(index).padStart(7, "0")}`);

const noChange: TableView["change"] = () => undefined;

/** The grid as a page places it, with all its rows at hand and those told that are asked for. */
export function KeysLab({ keys, shape = "flat", changed = [], opened, asked, ...rest }: Given) {
  const format = useFormat();
  const [sight, setSight] = useState({ from: 0, count: 60 });
  const [open, setOpen] = useState<readonly string[]>([]);
  const [openKey, setOpenKey] = useState<string>();
  const rows = useMemo(
    (): Rows => (shape === "flat" ? flatRows(keys, changed) : allRows(toTree(keys, open))),
    [keys, shape, open, changed],
  );
  const frame = useMemo(() => toFrame(rows, sight, keys.length), [rows, sight, keys.length]);
  const view: KeysView = {
    ...{ shape, separators: ".", pattern: undefined, text: "", showsDeleted: false, open },
    ...{ sort: { by: "key", isDescending: false }, ...sight },
  };
  const choosing = useKeysChoosing(
    {
      listInView: (part) => {
        const below = (prefix: string) => keys.filter((key) => key.startsWith(prefix));
        const named = (row: KeysRow) => {
          if (row.kind === "key") return [row.key];
          return row.isOpen ? [] : below(row.prefix);
        };
        const listed = {
          all: () => [...keys],
          rows: () =>
            part.kind === "rows"
              ? rows.slice(part.from, part.from + part.count).flatMap(named)
              : [],
          below: () => (part.kind === "below" ? below(part.prefix) : []),
        };
        return Promise.resolve({ ok: true, value: { keys: listed[part.kind](), isAll: true } });
      },
      findRow: (name) => Promise.resolve({ ok: true, value: rows.find(name) }),
    },
    view,
  );
  rest.onSelection?.(choosing.selection);
  const columns = useMemo(
    () =>
      keyColumns(format, {
        ...{ sortable: "nothing", showsDeleted: false, ttlMs: undefined, hasKeyTtl: false },
      }),
    [format],
  );
  return (
    <KeysGrid
      {...{ frame, shape, columns, choosing }}
      text=""
      table={{
        ...{ text: "", filters: [], row: openKey, sort: undefined },
        columns: undefined,
        change: noChange,
      }}
      onOpenKey={(key) => {
        opened?.push(key);
        setOpenKey(key);
      }}
      onBranch={(prefix, isOpen) =>
        setOpen(isOpen ? [...open, prefix] : open.filter((other) => other !== prefix))
      }
      onLook={(next) => {
        if (next.from === sight.from && next.count === sight.count) return;
        asked?.push(next);
        setSight(next);
      }}
      findRow={(name) => Promise.resolve(rows.find(name))}
    />
  );
}

/** Of millions, only those are made that are asked for. */
type Rows = {
  length: number;
  slice: (from: number, end: number) => KeysRow[];
  find: (name: RowName) => number | null;
};

function flatRows(keys: readonly string[], changed: readonly string[]): Rows {
  return {
    length: keys.length,
    slice: (from, end) => keys.slice(from, end).map((key) => toKey(key, changed)),
    find: (name) => ("key" in name && keys.includes(name.key) ? keys.indexOf(name.key) : null),
  };
}

function allRows(rows: readonly KeysRow[]): Rows {
  const nameOf = (name: RowName) => JSON.stringify(name);
  return {
    length: rows.length,
    slice: (from, end) => rows.slice(from, end),
    find: (name) => {
      const at = rows.findIndex((row) => nameOf(toRowName(row)) === nameOf(name));
      return at < 0 ? null : at;
    },
  };
}

function toFrame(
  rows: Rows,
  { from, count }: Pick<KeysView, "from" | "count">,
  keys: number,
): KeysFrame {
  return {
    ...{
      rows: rows.slice(from, from + count),
      from,
      rowCount: rows.length,
      passing: keys,
      isCounted: true,
    },
    isCounted: true,
    listing: { state: "complete", keys, deleted: 0, total: keys, knowsDeleted: true },
    live: { state: "live", changes: 0, perSec: 0 },
    error: undefined,
  };
}

function toKey(key: string, changed: readonly string[], depth = 0): KeysRow {
  const name = depth === 0 ? key : key.slice(prefixesOf(key, ".").at(-1)?.length);
  const isChanged = changed.includes(key);
  return {
    ...{ kind: "key", key, name, depth, revisions: 1n },
    state: {
      ...{ revision: isChanged ? 2n : 1n, timeNs: 1n, operation: { kind: "put" }, sizeBytes: 5 },
      changedAgoMs: isChanged ? 0 : undefined,
    },
  };
}

/** As the worker tells a tree: each branch before its keys, below closed ones none. */
function toTree(keys: readonly string[], open: readonly string[]): KeysRow[] {
  const rows = new Map<string, KeysRow>();
  for (const key of keys) {
    const above = prefixesOf(key, ".");
    const closed = above.findIndex((prefix) => !open.includes(prefix));
    const shown = closed < 0 ? above : above.slice(0, closed + 1);
    for (const [depth, prefix] of shown.entries()) {
      const row: KeysRow = {
        ...{ kind: "branch", prefix, depth, isOpen: open.includes(prefix) },
        name: prefix.slice(above[depth - 1]?.length ?? 0),
        keys: keys.filter((other) => other.startsWith(prefix)).length,
        ...{ isReading: false, isCounted: true },
      };
      if (!rows.has(rowIdOf(row))) rows.set(rowIdOf(row), row);
    }
    const row = toKey(key, [], above.length);
    if (closed < 0) rows.set(rowIdOf(row), row);
  }
  return [...rows.values()];
}
