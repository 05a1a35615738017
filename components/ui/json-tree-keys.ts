import type { JsonRow } from "@/lib/format/json-rows";

type Here = { rows: readonly JsonRow[]; at: number; open: ReadonlySet<string> };
type Move = { to?: JsonRow | undefined; isOpen?: boolean };

/** What a key does in a tree, as every tree of every system does it. */
export const keyMoves: Record<string, (here: Here) => Move> = {
  ArrowDown: ({ rows, at }) => ({ to: rows[Math.min(at + 1, rows.length - 1)] }),
  ArrowUp: ({ rows, at }) => ({ to: rows[Math.max(at - 1, 0)] }),
  PageDown: ({ rows, at }) => ({ to: rows[Math.min(at + 15, rows.length - 1)] }),
  PageUp: ({ rows, at }) => ({ to: rows[Math.max(at - 15, 0)] }),
  Home: ({ rows }) => ({ to: rows[0] }),
  End: ({ rows }) => ({ to: rows.at(-1) }),
  ArrowRight({ rows, at, open }) {
    const row = rows[at];
    if (!row?.size) return {};
    return open.has(row.path) ? { to: rows[at + 1] } : { isOpen: true };
  },
  ArrowLeft({ rows, at, open }) {
    const row = rows[at];
    return row?.size && open.has(row.path) ? { isOpen: false } : { to: row?.parent };
  },
  Enter: toggle,
  " ": toggle,
};

function toggle({ rows, at, open }: Here): Move {
  const row = rows[at];
  return row?.size ? { isOpen: !open.has(row.path) } : {};
}
